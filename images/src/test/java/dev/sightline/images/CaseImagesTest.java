package dev.sightline.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Photographs with odd metadata, as programs write them. */
class CaseImagesTest {

  @ParameterizedTest
  @ValueSource(strings = {"jfif-0.00", "icc-dup", "icc-onlyempty", "adobe-2"})
  void oddMetadataChangesNoPixel(String name) throws IOException {
    assertThat(pixels(name, 64, 48)).isEqualTo(pixels("base", 64, 48));
  }

  @Test
  void aProfileChangesNoPixel() throws IOException {
    assertThat(pixels("tiny-p3", 32, 32)).isEqualTo(pixels("tiny", 32, 32));
  }

  private static byte[] pixels(String name, int width, int height) throws IOException {
    return Decodings.pixels(Files.readAllBytes(folder().resolve(name + ".jpg")), width, height);
  }

  private static Path folder() {
    List<Path> found =
        Stream.of("../../shared/cases/images", "../shared/cases/images")
            .map(Path::of)
            .filter(Files::isDirectory)
            .toList();
    assumeTrue(!found.isEmpty(), "skipped: ../shared/cases is not there");
    return found.get(0);
  }
}
