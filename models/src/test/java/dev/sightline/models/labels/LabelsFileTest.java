package dev.sightline.models.labels;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sightline.models.ModelRejectedException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsFileTest {
  private static final Path CASES = Path.of("../../shared/cases/labels");

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat\ndog\n",
        "cat\r\ndog\r\n",
        "cat\rdog",
        "\uFEFFcat\ndog",
        "cat \n\tdog\u00A0\n",
        "\n\ncat\n\n \ndog\n\n\n",
      })
  void theNamesAreWhatTheLinesSayHoweverTheyEnd(String text) throws IOException {
    assertThat(file(text, UTF_8).read().names()).containsExactly("cat", "dog");
  }

  @Test
  void aClassThatIsNamedTwiceIsRejectedWithItsLines() throws IOException {
    LabelsFile file = file("cat\r\n\r\ndog\r\ncat \r\n", UTF_8);

    assertThatThrownBy(file::read)
        .isInstanceOf(ModelRejectedException.class)
        .hasMessage(temp.resolve("labels.txt") + ": line 1 and line 4 both name the class cat");
  }

  @Test
  void aByteOrderMarkWithinIsNamedWithItsLine() throws IOException {
    assertThatThrownBy(file("cat\n\uFEFFdog\n", UTF_8)::read)
        .hasMessageContaining("line 2 has a character that nobody can type or read, U+FEFF");
  }

  @Test
  void anotherEncodingIsNamed() throws IOException {
    assertThatThrownBy(file("cat\ndog\n", UTF_16)::read)
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("expected UTF-8, found a file in UTF-16");
    assertThatThrownBy(file("cat\r\nüber\n", ISO_8859_1)::read)
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("expected UTF-8, found other bytes in line 2");
  }

  @Test
  void aFileOfNothingNamesNoClass() throws IOException {
    assertThatThrownBy(file(" \n\n", UTF_8)::read)
        .hasMessageContaining("expected 1 to 10000 classes, found 0");
    assertThatThrownBy(new LabelsFile(temp.resolve("gone.txt"))::read)
        .isInstanceOf(NoSuchFileException.class);
  }

  @Nested
  class WhenItIsOneOfTheSharedCases {
    @Test
    void theMarkIsNoPartOfTheClass() throws IOException {
      Path file = shared("bom.txt");

      assertThat(new LabelsFile(file).read().names()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void theClassThatIsNamedTwiceIsNamedWithItsLines() {
      Path file = shared("duplicate.txt");

      assertThatThrownBy(new LabelsFile(file)::read)
          .isInstanceOf(ModelRejectedException.class)
          .hasMessage(file + ": line 1 and line 3 both name the class crane");
    }

    private static Path shared(String name) {
      Path file = CASES.resolve(name);
      assumeTrue(Files.exists(file), "skipped: ../shared/cases is not there");
      return file;
    }
  }

  private LabelsFile file(String text, Charset charset) throws IOException {
    return new LabelsFile(Files.writeString(temp.resolve("labels.txt"), text, charset));
  }
}
