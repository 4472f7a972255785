package dev.sightline.images;

import static dev.sightline.images.Decodings.rejection;
import static dev.sightline.images.Pictures.concat;
import static dev.sightline.images.Pictures.file;
import static dev.sightline.images.Pictures.jpegSegment;
import static dev.sightline.images.Pictures.picture;
import static dev.sightline.images.Pictures.pngChunk;
import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static java.awt.image.BufferedImage.TYPE_BYTE_GRAY;
import static java.awt.image.BufferedImage.TYPE_BYTE_INDEXED;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TruncatedImagesTest {
  private static final int SIDE = 32;
  private static final BufferedImage COLOUR = picture(SIDE, SIDE, TYPE_3BYTE_BGR);
  private static final BufferedImage GRAY = picture(SIDE, SIDE, TYPE_BYTE_GRAY);
  private static final BufferedImage PALETTE = picture(SIDE, SIDE, TYPE_BYTE_INDEXED);

  @Nested
  class WhenItEndsEarly {

    /** A file, and how many bytes at its end no pixel needs. */
    static Stream<Arguments> files() {
      return Stream.of(
          Arguments.of("png", file(COLOUR, "png"), 12),
          Arguments.of("png", file(COLOUR, "png", true), 12),
          Arguments.of("png", file(PALETTE, "png"), 12),
          Arguments.of("jpeg", file(COLOUR, "jpeg"), 2),
          Arguments.of("jpeg", file(COLOUR, "jpeg", true), 2),
          Arguments.of("jpeg", file(GRAY, "jpeg"), 2),
          Arguments.of("bmp", file(COLOUR, "bmp"), 0),
          Arguments.of("bmp", file(PALETTE, "bmp"), 0),
          Arguments.of("bmp", Pictures.runLengthBmp(PALETTE), 0),
          Arguments.of("gif", file(COLOUR, "gif"), 2));
    }

    @ParameterizedTest
    @MethodSource("files")
    void itIsTruncatedWhereverThatIs(String format, byte[] file, int unneeded) {
      for (int length = 10; length < file.length - unneeded; length++) {
        Rejected rejected = rejection(Arrays.copyOf(file, length));
        assertThat(rejected.reason())
            .as("%d of %d: %s", length, file.length, rejected.message())
            .isEqualTo(RejectionReason.TRUNCATED);
      }
    }

    @ParameterizedTest
    @MethodSource("files")
    void itIsWholeWhereEveryPixelIsThere(String format, byte[] file, int unneeded) {
      byte[] whole = Decodings.pixels(file, SIDE, SIDE);
      for (int length = file.length - unneeded; length < file.length; length++) {
        assertThat(Decodings.pixels(Arrays.copyOf(file, length), SIDE, SIDE))
            .as("%d of %d", length, file.length)
            .isEqualTo(whole);
      }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSegmentThatIsCutSaysSoInFrontOfTheFirstScanToo(boolean progressive) {
      byte[] jpeg = file(COLOUR, "jpeg", progressive);
      Rejected rejected = rejection(Arrays.copyOf(jpeg, jpegSegment(jpeg, 0xda) + 5));
      assertThat(rejected.message()).isEqualTo("JPEG: no scan before the end");
    }
  }

  @Nested
  class WhenItHasItsEndButNotItsPixels {

    private void assertDamaged(byte[] file) {
      Rejected rejected = rejection(file);
      assertThat(rejected.reason()).as(rejected.message()).isEqualTo(RejectionReason.DAMAGED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aJpegIsDamaged(boolean progressive) {
      byte[] jpeg = file(COLOUR, "jpeg", progressive);
      byte[] end = {(byte) 0xff, (byte) 0xd9};
      assertDamaged(concat(Arrays.copyOf(jpeg, jpeg.length - 20), end));
    }

    @Test
    void aPngIsDamaged() {
      byte[] half = Pictures.deflated(new byte[SIDE / 2 * (SIDE + 1)]);
      assertDamaged(Pictures.png(SIDE, SIDE, 8, 0, pngChunk("IDAT", half)));
    }

    @Test
    void aGifIsDamaged() {
      byte[] gif = file(COLOUR, "gif");
      int blocks = gif.length - 2;
      while (gif[blocks - 1 - 255] != (byte) 255) {
        blocks--;
      }
      assertDamaged(concat(Arrays.copyOf(gif, blocks), new byte[] {0, 0x3b}));
    }
  }
}
