package dev.sightline.images;

import static dev.sightline.images.Pictures.concat;
import static dev.sightline.images.Pictures.deflatedZeros;
import static dev.sightline.images.Pictures.event;
import static dev.sightline.images.Pictures.file;
import static dev.sightline.images.Pictures.jpegSegment;
import static dev.sightline.images.Pictures.picture;
import static dev.sightline.images.Pictures.png;
import static dev.sightline.images.Pictures.pngChunk;
import static dev.sightline.images.Pictures.withInt;
import static dev.sightline.images.Pictures.withShort;
import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static java.awt.image.BufferedImage.TYPE_BYTE_INDEXED;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sightline.schemas.ResizeMethod;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileImagesTest {
  private static final long MEBIBYTE = 1 << 20;

  private final ImageDecoder decoder =
      new ImageDecoder(32, 32, ResizeMethod.AREA, DecodeLimits.DEFAULT);
  private final byte[] target = new byte[decoder.imageBytes()];

  @BeforeEach
  void loadTheClassesOfMessages() {
    decode(new byte[] {'B', 'M'});
  }

  @AfterEach
  void closeDecoder() {
    decoder.close();
  }

  private Decoding decode(byte[] file) {
    return decoder.decode(event(file), target, 0);
  }

  private void assertRejected(byte[] file, RejectionReason reason, String... words) {
    long before = allocatedBytes();
    Decoding decoding = decode(file);
    long allocated = allocatedBytes() - before;
    assertThat(decoding).isInstanceOf(Rejected.class);
    Rejected rejected = (Rejected) decoding;
    assertThat(rejected.reason()).as(rejected.message()).isEqualTo(reason);
    assertThat(rejected.message()).contains(words).doesNotContain("\n");
    assertThat(allocated).as("bytes allocated").isLessThan(2 * MEBIBYTE);
  }

  private void assertDecodedWithin(long bytes, byte[] file) {
    decode(file(picture(32, 32, TYPE_BYTE_INDEXED), "png")); // the reader's classes
    long before = allocatedBytes();
    assertThat(decode(file)).isInstanceOf(Decoded.class);
    assertThat(allocatedBytes() - before).as("bytes allocated").isLessThan(bytes);
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  @Nested
  class WhenItIsNoImage {

    @Test
    void itIsRejectedWithItsFirstBytes() {
      assertRejected(new byte[0], RejectionReason.EMPTY, "empty");
      assertRejected(
          "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8),
          RejectionReason.UNKNOWN_FORMAT,
          "PNG, JPEG, BMP or GIF",
          "6 bytes that start with 3c 68 74 6d 6c 3e");
      assertRejected(new byte[(16 << 20) + 1], RejectionReason.TOO_MANY_BYTES, "16777217");
    }
  }

  @Nested
  class WhenAPngIsABomb {

    @Test
    void declaredPixelsAreBounded() {
      byte[] file = png(100_000, 100_000, 8, 2, pngChunk("IDAT", deflatedZeros(1000)));
      assertRejected(file, RejectionReason.TOO_MANY_PIXELS, "PNG of 100000×100000", "65535");

      file = png(60_000, 60_000, 8, 2, pngChunk("IDAT", deflatedZeros(1000)));
      assertRejected(file, RejectionReason.TOO_MANY_PIXELS, "3600000000", "50000000");

      file = png(-1, 1, 8, 2, pngChunk("IDAT", deflatedZeros(1000)));
      assertRejected(file, RejectionReason.DAMAGED, "width");
    }

    @Test
    void dataBehindTheLastPixelIsNotInflated() {
      byte[] data = pngChunk("IDAT", deflatedZeros(64 * MEBIBYTE));
      assertDecodedWithin(MEBIBYTE, png(32, 32, 8, 2, data));
    }

    @ParameterizedTest
    @ValueSource(strings = {"zTXt", "iTXt", "iCCP", "tEXt", "abCd"})
    void otherChunksAreNotInflated(String type) {
      byte[] text = concat("key\0\0".getBytes(), deflatedZeros(64 * MEBIBYTE));
      if (type.equals("iTXt")) {
        text = concat("key\0\1\0\0\0".getBytes(), deflatedZeros(64 * MEBIBYTE));
      }
      byte[] palette = pngChunk("PLTE", new byte[] {1, 2, 3});
      byte[] data = pngChunk("IDAT", deflatedZeros(33 * 32));

      assertDecodedWithin(MEBIBYTE, png(32, 32, 8, 3, palette, pngChunk(type, text), data));
      assertThat(target).startsWith(1, 2, 3);
      assertDecodedWithin(MEBIBYTE, png(32, 32, 8, 0, pngChunk(type, text), data));
    }

    @Test
    void brokenMetadataLosesNoPaletteImage() {
      byte[] palette = pngChunk("PLTE", new byte[] {1, 2, 3});
      byte[] data = pngChunk("IDAT", deflatedZeros(33 * 32));
      byte[] profile = pngChunk("iCCP", "no zero byte ends this name".getBytes());

      assertThat(decode(png(32, 32, 8, 3, profile, palette, data))).isInstanceOf(Decoded.class);
      assertThat(target).startsWith(1, 2, 3);
    }

    @Test
    void aWrongChecksumOfAPixelChunkIsDamage() {
      byte[] palette = pngChunk("PLTE", new byte[] {1, 2, 3});
      palette[8] ^= 1;
      byte[] data = pngChunk("IDAT", deflatedZeros(33 * 32));

      assertRejected(png(32, 32, 8, 3, palette, data), RejectionReason.DAMAGED, "checksum");
    }

    @Test
    void fewerPixelsThanDeclaredAreDamage() {
      byte[] file = png(7000, 7000, 8, 0, pngChunk("IDAT", deflatedZeros(1000)));
      assertThat(decode(file)).isInstanceOf(Rejected.class);
    }
  }

  @Nested
  class WhenAJpegIsABomb {
    private final byte[] jpeg = file(picture(32, 32, TYPE_3BYTE_BGR), "jpeg");
    private final byte[] progressive = file(picture(32, 32, TYPE_3BYTE_BGR), "jpeg", true);

    @Test
    void declaredPixelsAreBounded() {
      int frame = jpegSegment(jpeg, 0xc0);
      byte[] file = withInt(jpeg, frame + 5, 65_500 << 16 | 65_500, BIG_ENDIAN);
      assertRejected(file, RejectionReason.TOO_MANY_PIXELS, "JPEG of 65500×65500");
    }

    @Test
    void aWrongHeightIsDamage() {
      int frame = jpegSegment(jpeg, 0xc0);
      byte[] file = withShort(jpeg, frame + 5, 33 * 32, BIG_ENDIAN);
      assertRejected(file, RejectionReason.DAMAGED, "JPEG of 32×1056");
      assertRejected(withShort(jpeg, frame + 5, 0, BIG_ENDIAN), RejectionReason.DAMAGED, "height");
    }

    @Test
    void scansAreBounded() {
      int frame = jpegSegment(progressive, 0xc2);
      int scan = jpegSegment(progressive, 0xda);
      byte[] large = withInt(progressive, frame + 5, 7000 << 16 | 7000, BIG_ENDIAN);
      byte[] scans = new byte[20 * 14];
      for (int i = 0; i < 20; i++) {
        System.arraycopy(large, scan, scans, 14 * i, 14);
      }
      byte[] file =
          concat(Arrays.copyOf(large, scan), scans, Arrays.copyOfRange(large, scan, large.length));
      assertRejected(file, RejectionReason.TOO_MANY_PIXELS, "7000×7000", "scans: at most 16");
    }
  }

  @Nested
  class WhenAGifIsABomb {
    private final byte[] gif = file(picture(32, 32, TYPE_3BYTE_BGR), "gif");

    @Test
    void theScreenIsNotAllocated() {
      assertDecodedWithin(MEBIBYTE, withInt(gif, 6, -1, LITTLE_ENDIAN));
    }

    @Test
    void declaredPixelsAreBounded() {
      byte[] file = withInt(gif, frame() + 5, -1, LITTLE_ENDIAN);
      assertRejected(file, RejectionReason.TOO_MANY_PIXELS, "GIF of 65535×65535");
    }

    @Test
    void longCommentsCostNoMoreThanTheirLength() {
      byte[] comment = new byte[2 + 256 * 16_000 + 1];
      comment[0] = 0x21;
      comment[1] = (byte) 0xfe;
      for (int i = 0; i < 16_000; i++) {
        comment[2 + 256 * i] = (byte) 255;
      }
      byte[] file =
          concat(
              Arrays.copyOf(gif, frame()), comment, Arrays.copyOfRange(gif, frame(), gif.length));

      assertDecodedWithin(2 * MEBIBYTE, file);
    }

    private int frame() {
      for (int at = 13 + (3 << (gif[10] & 7) + 1); ; at++) {
        if (gif[at] == 0x2c) {
          return at;
        }
      }
    }
  }

  @Nested
  class WhenABmpIsABomb {
    private final byte[] bmp = file(picture(32, 32, TYPE_3BYTE_BGR), "bmp");
    private final byte[] palette = file(picture(32, 32, TYPE_BYTE_INDEXED), "bmp");

    @Test
    void fieldsOfTheHeaderAreBoundedByTheContent() {
      assertRejected(withInt(bmp, 10, -1, LITTLE_ENDIAN), RejectionReason.DAMAGED, "4294967295");
      assertRejected(withInt(bmp, 14, -1, LITTLE_ENDIAN), RejectionReason.UNSUPPORTED, "header");
      assertRejected(withInt(bmp, 18, -32, LITTLE_ENDIAN), RejectionReason.DAMAGED, "width");
      assertRejected(
          withInt(bmp, 18, 1 << 30, LITTLE_ENDIAN), RejectionReason.TOO_MANY_PIXELS, "65535");
      assertRejected(withInt(bmp, 18, 33, LITTLE_ENDIAN), RejectionReason.TRUNCATED, "truncated");
      assertRejected(
          withInt(bmp, 22, Integer.MIN_VALUE, LITTLE_ENDIAN), RejectionReason.DAMAGED, "height");
      assertRejected(withInt(palette, 46, -1, LITTLE_ENDIAN), RejectionReason.DAMAGED, "palette");
    }

    @Test
    void runLengthsAreBoundedByTheContent() {
      byte[] runs = withInt(palette, 30, 1, LITTLE_ENDIAN);
      assertRejected(
          withInt(runs, 34, Integer.MAX_VALUE, LITTLE_ENDIAN), RejectionReason.TRUNCATED, "run");
      byte[] fileSize = withInt(withInt(runs, 34, 0, LITTLE_ENDIAN), 2, -1, LITTLE_ENDIAN);
      assertRejected(fileSize, RejectionReason.TRUNCATED, "run lengths");
    }

    @Test
    void anImageInsideIsNotRead() {
      assertRejected(
          withInt(bmp, 30, 5, LITTLE_ENDIAN), RejectionReason.UNSUPPORTED, "compression 5");
    }
  }
}
