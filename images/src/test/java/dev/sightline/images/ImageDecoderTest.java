package dev.sightline.images;

import static dev.sightline.images.Pictures.event;
import static dev.sightline.images.Pictures.file;
import static dev.sightline.images.Pictures.gray;
import static dev.sightline.images.Pictures.picture;
import static dev.sightline.images.Pictures.rawEvent;
import static dev.sightline.images.Pictures.read;
import static dev.sightline.images.Pictures.rgb;
import static dev.sightline.images.Pictures.samples;
import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static java.awt.image.BufferedImage.TYPE_4BYTE_ABGR;
import static java.awt.image.BufferedImage.TYPE_BYTE_BINARY;
import static java.awt.image.BufferedImage.TYPE_BYTE_GRAY;
import static java.awt.image.BufferedImage.TYPE_BYTE_INDEXED;
import static java.awt.image.BufferedImage.TYPE_INT_RGB;
import static java.awt.image.BufferedImage.TYPE_USHORT_565_RGB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.ResizeMethod;
import java.awt.image.DataBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

  private static byte[] decode(byte[] file, int width, int height) {
    return decode(event(file), width, height);
  }

  private static byte[] decode(ImageEvent event, int width, int height) {
    try (ImageDecoder decoder =
        new ImageDecoder(height, width, ResizeMethod.AREA, DecodeLimits.DEFAULT)) {
      byte[] pixels = new byte[decoder.imageBytes()];
      assertThat(decoder.decode(event, pixels, 0)).isInstanceOf(Decoded.class);
      return pixels;
    }
  }

  private static Rejected reject(ImageEvent event) {
    return reject(event, DecodeLimits.DEFAULT);
  }

  private static Rejected reject(ImageEvent event, DecodeLimits limits) {
    try (ImageDecoder decoder = new ImageDecoder(32, 32, ResizeMethod.AREA, limits)) {
      return (Rejected) decoder.decode(event, new byte[decoder.imageBytes()], 0);
    }
  }

  @Nested
  class WhenTheImageHasTheModelsSize {

    @ParameterizedTest
    @CsvSource({
      "png,1,1", "png,32,32", "png,31,17", "png,512,384",
      "jpeg,1,1", "jpeg,32,32", "jpeg,31,17", "jpeg,512,384",
      "bmp,1,1", "bmp,32,32", "bmp,31,17", "bmp,512,384",
      "gif,1,1", "gif,32,32", "gif,31,17", "gif,512,384"
    })
    void everyFormatHasTheColoursOfGetRgb(String format, int width, int height) {
      byte[] file = file(picture(width, height, TYPE_3BYTE_BGR), format);

      assertThat(decode(file, width, height)).isEqualTo(rgb(read(file)));
    }

    @Test
    void theTargetIsWrittenAtTheOffsetAndNowhereElse() {
      byte[] file = file(picture(4, 2, TYPE_3BYTE_BGR), "png");
      byte[] target = new byte[10 + 24 + 10];
      Arrays.fill(target, (byte) 7);
      try (ImageDecoder decoder = new ImageDecoder(2, 4, ResizeMethod.AREA, DecodeLimits.DEFAULT)) {
        assertThat(decoder.decodeFile(file, target, 10))
            .isEqualTo(new Decoded(ImageFormat.PNG, 4, 2));
      }

      byte[] around = new byte[10];
      Arrays.fill(around, (byte) 7);
      assertThat(Arrays.copyOfRange(target, 0, 10)).isEqualTo(around);
      assertThat(Arrays.copyOfRange(target, 10, 34)).isEqualTo(rgb(read(file)));
      assertThat(Arrays.copyOfRange(target, 34, 44)).isEqualTo(around);
    }

    @Test
    void aTargetWithoutRoomIsTheCallersFault() {
      try (ImageDecoder decoder = new ImageDecoder(2, 4, ResizeMethod.AREA, DecodeLimits.DEFAULT)) {
        assertThatThrownBy(() -> decoder.decode(rawEvent(new byte[24], 4, 2), new byte[24], 1))
            .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> decoder.decodeFile(new byte[24], new byte[24], 1))
            .isInstanceOf(IndexOutOfBoundsException.class);
      }
    }

    @Test
    void theContentMayBeAStretchOfAnArrayOrOutsideTheHeap() {
      byte[] file = file(picture(8, 8, TYPE_3BYTE_BGR), "jpeg");
      ByteBuffer stretch =
          ByteBuffer.allocate(file.length + 20).position(10).slice().put(file).flip();
      ByteBuffer outside = ByteBuffer.allocateDirect(file.length).put(file).flip();

      for (ByteBuffer content : new ByteBuffer[] {stretch, outside, stretch.asReadOnlyBuffer()}) {
        ImageEvent event =
            new ImageEvent("id", content, ImageEncoding.ENCODED, null, null, Instant.EPOCH, null);
        assertThat(decode(event, 8, 8)).isEqualTo(rgb(read(file)));
        assertThat(content.remaining()).isEqualTo(file.length);
      }
    }
  }

  @Nested
  class WhenColoursAreStoredInAnotherWay {

    @ParameterizedTest
    @ValueSource(ints = {TYPE_4BYTE_ABGR, TYPE_BYTE_INDEXED, TYPE_BYTE_BINARY, TYPE_INT_RGB})
    void pngsOfColourPaletteOrTransparencyAreAsGetRgb(int type) {
      byte[] file = file(picture(33, 9, type), "png");

      assertThat(decode(file, 33, 9)).isEqualTo(rgb(read(file)));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void pngsOf16BitsAreAsGetRgb(int bands) {
      byte[] file = file(samples(33, 9, bands, DataBuffer.TYPE_USHORT), "png");

      assertThat(read(file).getColorModel().getComponentSize(0)).isEqualTo(16);
      assertThat(decode(file, 33, 9)).isEqualTo(rgb(read(file)));
    }

    @ParameterizedTest
    @CsvSource({"1,0", "2,0", "1,1", "2,1"})
    void grayPngsKeepTheirSamples(int bands, int dataType) {
      byte[] file = file(samples(33, 9, bands, dataType), "png");

      assertThat(decode(file, 33, 9)).isEqualTo(gray(read(file)));
    }

    @Test
    void grayPngsOfFourBitsAgreeWithThoseOfEight() {
      byte[] rows = {0, 0x0f, 0, 0x5a}; // two rows: a filter byte and two samples of four bits
      byte[] data = Pictures.deflated(rows);
      byte[] file = Pictures.png(2, 2, 4, 0, Pictures.pngChunk("IDAT", data));

      assertThat(decode(file, 2, 2))
          .containsExactly(0, 0, 0, 255, 255, 255, 85, 85, 85, 170, 170, 170);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jpeg", "bmp"})
    void grayFilesKeepTheirSamples(String format) {
      byte[] file = file(picture(32, 32, TYPE_BYTE_GRAY), format);

      assertThat(decode(file, 32, 32)).isEqualTo(gray(read(file)));
    }

    @Test
    void progressiveJpegsAreAsGetRgb() {
      byte[] file = file(picture(100, 50, TYPE_3BYTE_BGR), "jpeg", true);

      assertThat(decode(file, 100, 50)).isEqualTo(rgb(read(file)));
    }

    @ParameterizedTest
    @ValueSource(ints = {TYPE_USHORT_565_RGB, TYPE_INT_RGB, TYPE_BYTE_INDEXED, TYPE_BYTE_BINARY})
    void bmpsAreAsGetRgb(int type) {
      byte[] file = file(picture(32, 32, type), "bmp");

      assertThat(decode(file, 32, 32)).isEqualTo(rgb(read(file)));
    }

    @Test
    void aBmpOfNegativeHeightIsStoredTopDown() {
      byte[] file = file(picture(32, 2, TYPE_3BYTE_BGR), "bmp");
      byte[] flipped = Pictures.withInt(file, 22, -2, ByteOrder.LITTLE_ENDIAN);
      byte[] pixels = decode(file, 32, 2);

      assertThat(decode(flipped, 32, 2))
          .isEqualTo(
              Pictures.concat(
                  Arrays.copyOfRange(pixels, 96, 192), Arrays.copyOfRange(pixels, 0, 96)));
    }

    @Test
    void cmykJpegsAreUnsupported() {
      Rejected rejected = reject(event(Pictures.cmykJpeg(32, 32)));

      assertThat(rejected.reason()).isEqualTo(RejectionReason.UNSUPPORTED);
      assertThat(rejected.message()).contains("JPEG").contains("4 components").contains("CMYK");
    }
  }

  @Nested
  class WhenTheImageHasAnotherSize {

    @ParameterizedTest
    @EnumSource(ResizeMethod.class)
    void theStripsOfALargeOneMakeTheSamePixels(ResizeMethod method) {
      for (String format : new String[] {"png", "jpeg", "bmp", "gif"}) {
        byte[] file = file(picture(200, 150, TYPE_3BYTE_BGR), format);
        byte[] whole = resize(file, method, 64 << 20);

        for (int stripBytes : new int[] {1, 600, 5_000, 40_000}) {
          assertThat(resize(file, method, stripBytes)).as(format).isEqualTo(whole);
        }
        assertThat(whole).isEqualTo(SlowResize.resize(rgb(read(file)), 200, 150, 32, 32, method));
      }
    }

    @Test
    void theStripsOfAProgressiveJpegAndAnInterlacedPngMakeTheSamePixels() {
      for (String format : new String[] {"png", "jpeg"}) {
        byte[] file = file(picture(200, 150, TYPE_3BYTE_BGR), format, true);

        assertThat(resize(file, ResizeMethod.AREA, 5_000))
            .as(format)
            .isEqualTo(SlowResize.resize(rgb(read(file)), 200, 150, 32, 32, ResizeMethod.AREA));
      }
    }

    private byte[] resize(byte[] file, ResizeMethod method, int stripBytes) {
      try (ImageDecoder decoder =
          new ImageDecoder(
              32,
              32,
              method,
              DecodeLimits.DEFAULT,
              stripBytes,
              DecodeDeadline.of(DecodeLimits.DEFAULT.maxTime()))) {
        byte[] pixels = new byte[decoder.imageBytes()];
        assertThat(decoder.decode(event(file), pixels, 0)).isInstanceOf(Decoded.class);
        return pixels;
      }
    }
  }

  @Nested
  class WhenPixelsAreRaw {
    private final byte[] pixels = rgb(picture(8, 4, TYPE_3BYTE_BGR));

    @Test
    void theyAreCopied() {
      assertThat(decode(rawEvent(pixels, 8, 4), 8, 4)).isEqualTo(pixels);
    }

    @Test
    void theyAreResized() {
      assertThat(decode(rawEvent(pixels, 8, 4), 3, 3))
          .isEqualTo(SlowResize.resize(pixels, 8, 4, 3, 3, ResizeMethod.AREA));
    }

    @ParameterizedTest
    @CsvSource({",4", "8,", "0,4", "8,-1"})
    void widthAndHeightMustBePositive(Integer width, Integer height) {
      assertThat(reject(rawEvent(pixels, width, height)).reason())
          .isEqualTo(RejectionReason.WRONG_SIZE);
    }

    @Test
    void theContentMustHaveTheirBytes() {
      assertThat(reject(rawEvent(pixels, 8, 5)))
          .isEqualTo(
              new Rejected(
                  RejectionReason.WRONG_SIZE, "RGB: 8×5×3 is 120 bytes, the content has 96"));
    }

    @Test
    void theLimitsHold() {
      assertThat(reject(rawEvent(pixels, 8, 4), new DecodeLimits(96, 31)).reason())
          .isEqualTo(RejectionReason.TOO_MANY_PIXELS);
      assertThat(reject(rawEvent(pixels, 8, 4), new DecodeLimits(95, 32)).reason())
          .isEqualTo(RejectionReason.TOO_MANY_BYTES);
      assertThat(reject(rawEvent(new byte[0], 8, 4)).reason()).isEqualTo(RejectionReason.EMPTY);
    }
  }

  @Nested
  class WhenAnImageIsAtALimit {

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RGB")
    void theLimitsAreInclusive(ImageFormat format) {
      byte[] file = file(picture(40, 30, TYPE_3BYTE_BGR), format.name().toLowerCase(Locale.ROOT));
      try (ImageDecoder decoder =
          new ImageDecoder(32, 32, ResizeMethod.AREA, new DecodeLimits(file.length, 1200))) {
        assertThat(decoder.decode(event(file), new byte[decoder.imageBytes()], 0))
            .isEqualTo(new Decoded(format, 40, 30));
      }

      assertThat(reject(event(file), new DecodeLimits(file.length, 1199)))
          .isEqualTo(
              new Rejected(
                  RejectionReason.TOO_MANY_PIXELS,
                  format + " of 40×30 pixels: 1200 pixels: at most 1199 are decoded"));
      assertThat(reject(event(file), new DecodeLimits(file.length - 1, 1200)).reason())
          .isEqualTo(RejectionReason.TOO_MANY_BYTES);
    }

    @Test
    void limitsArePositive() {
      assertThatThrownBy(() -> new DecodeLimits(0, -1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("maxBytes must be positive, is 0")
          .hasMessageContaining("maxPixels must be positive, is -1");
    }

    @Test
    void theModelsSizeIsPositiveAndBounded() {
      assertThatThrownBy(() -> new ImageDecoder(0, 32, ResizeMethod.AREA, DecodeLimits.DEFAULT))
          .hasMessageContaining("are 0 and 32");
      assertThatThrownBy(
              () -> new ImageDecoder(4096, 4097, ResizeMethod.AREA, DecodeLimits.DEFAULT))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
