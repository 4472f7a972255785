package dev.sightline.images;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sightline.schemas.ResizeMethod;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForeignFormatTest {

  private static Stream<Arguments> starts() {
    return Stream.of(
        arguments("WebP", "RIFF\4\0\0\0WEBPVP8 "),
        arguments("AVIF", "\0\0\0 ftypavif"),
        arguments("HEIC", "\0\0\0 ftypheic"),
        arguments("TIFF", "II*\0\10\0\0\0"),
        arguments("JPEG XL", "\0\0\0\14JXL \15\12\207\12"),
        arguments("SVG", "<svg xmlns="));
  }

  @ParameterizedTest
  @MethodSource("starts")
  void aPictureOfAFormatThatIsNotReadIsCalledByItsNameWithTheRemedy(String name, String start) {
    try (ImageDecoder decoder = new ImageDecoder(2, 2, ResizeMethod.AREA, DecodeLimits.DEFAULT)) {
      Decoding decoding = decoder.decodeFile(start.getBytes(ISO_8859_1), new byte[12], 0);

      assertThat(decoding)
          .isEqualTo(
              new Rejected(
                  RejectionReason.UNKNOWN_FORMAT,
                  "expected a PNG, JPEG, BMP or GIF file, found a "
                      + name
                      + " file: convert it to PNG, with ImageMagick or Pillow for instance"));
    }
  }
}
