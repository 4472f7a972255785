package dev.sightline.app.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElfLibraryTest {
  private static final int LOADED = 200;

  @TempDir Path folder;

  @Test
  void whatFollowsTheLastSegmentGoesAndWithItTheSectionHeaders() throws IOException {
    Path library = Files.write(folder.resolve("libany.so"), library());

    ElfLibrary.cut(library);

    ByteBuffer left = ByteBuffer.wrap(Files.readAllBytes(library)).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(left.capacity()).isEqualTo(LOADED);
    assertThat(left.getLong(40)).isZero();
    assertThat(left.getShort(60)).isZero();
    assertThat(left.getShort(62)).isZero();
    assertThat(Arrays.copyOfRange(left.array(), 64, LOADED))
        .isEqualTo(Arrays.copyOfRange(library(), 64, LOADED));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 63})
  void aFileThatIsTooShortStaysAsItIs(int bytes) throws IOException {
    byte[] content = Arrays.copyOf(library(), bytes);

    assertThat(cut(content)).isEqualTo(content);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 5, 54})
  void aFileOfAnotherFormatStaysAsItIs(int byteThatDiffers) throws IOException {
    byte[] content = library();
    content[byteThatDiffers]++;

    assertThat(cut(content)).isEqualTo(content);
  }

  @Test
  void aLibraryThatWasCutIsLoaded() throws IOException {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64"),
        "needs Linux on amd64");
    Path library = folder.resolve("liblz4-java.so");
    extract("lz4-java", "linux/amd64/liblz4-java.so", library);
    long before = Files.size(library);

    ElfLibrary.cut(library);

    assertThat(Files.size(library)).isLessThan(before);
    assertThatCode(() -> System.load(library.toString())).doesNotThrowAnyException();
  }

  private byte[] cut(byte[] content) throws IOException {
    Path library = Files.write(folder.resolve("libany.so"), content);
    ElfLibrary.cut(library);
    return Files.readAllBytes(library);
  }

  /** A header, two program headers, of which the first one's segment ends last, and 100 bytes. */
  private static byte[] library() {
    ByteBuffer library = ByteBuffer.allocate(LOADED + 100).order(ByteOrder.LITTLE_ENDIAN);
    library.put(new byte[] {0x7F, 'E', 'L', 'F', 2, 1});
    library.putLong(32, 64).putLong(40, LOADED + 36);
    library.putShort(54, (short) 56).putShort(56, (short) 2);
    library.putShort(60, (short) 1).putShort(62, (short) 1);
    library.putLong(64 + 8, 180).putLong(64 + 32, LOADED - 180);
    library.putLong(120 + 8, 176).putLong(120 + 32, 10);
    Arrays.fill(library.array(), 180, LOADED + 100, (byte) 7);
    return library.array();
  }

  private static void extract(String jar, String suffix, Path to) throws IOException {
    Path file =
        Stream.of(System.getProperty("java.class.path").split(":"))
            .map(Path::of)
            .filter(each -> each.getFileName().toString().startsWith(jar))
            .findFirst()
            .orElseThrow();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Files.write(
          to,
          zip.getInputStream(
                  zip.stream()
                      .filter(entry -> entry.getName().endsWith(suffix))
                      .findFirst()
                      .orElseThrow())
              .readAllBytes());
    }
  }
}
