package dev.sightline.trainer.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.ResizeMethod;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageDecoderTest {
  private static final ImageSize SIZE = new ImageSize(24, 32);
  private static final Resize RESIZE = new Resize(SIZE, ResizeMethod.AREA);

  private final ImageDecoder decoder = new ImageDecoder();
  private final byte[] target = new byte[SIZE.bytes()];

  @AfterEach
  void close() {
    decoder.close();
  }

  @Nested
  class WhenTheFileIsSound {

    @ParameterizedTest
    @CsvSource({
      "jpeg, " + BufferedImage.TYPE_INT_RGB,
      "png, " + BufferedImage.TYPE_INT_RGB,
      "png, " + BufferedImage.TYPE_INT_ARGB,
      "png, " + BufferedImage.TYPE_BYTE_INDEXED,
      "png, " + BufferedImage.TYPE_BYTE_BINARY,
    })
    void itsPixelsAreThoseOfImageIoToTheBit(String format, int type) throws Exception {
      byte[] file =
          ImageFiles.encode(ImageFiles.noise(type, SIZE.height(), SIZE.width(), 7), format);
      assertThat(decode(file)).isEmpty();
      assertThat(target).isEqualTo(ImageFiles.imageIoPixels(file));
    }

    @ParameterizedTest
    @CsvSource({
      "png, " + BufferedImage.TYPE_BYTE_GRAY + ", 1",
      "png, " + BufferedImage.TYPE_USHORT_GRAY + ", 257",
      "jpeg, " + BufferedImage.TYPE_BYTE_GRAY + ", 1",
    })
    void aGraySampleIsTheValueOfEachChannel(String format, int type, int unit) {
      BufferedImage image = new BufferedImage(SIZE.width(), SIZE.height(), type);
      byte[] expected = new byte[SIZE.bytes()];
      for (int i = 0; i < SIZE.height() * SIZE.width(); i++) {
        int gray = i / SIZE.width() / 8 * 64; // a value for each row of JPEG's blocks: exact there
        image.getRaster().setSample(i % SIZE.width(), i / SIZE.width(), 0, gray * unit);
        Arrays.fill(expected, 3 * i, 3 * i + 3, (byte) gray);
      }
      assertThat(decode(ImageFiles.encode(image, format))).isEmpty();
      assertThat(target).isEqualTo(expected);
    }

    @Test
    void anotherSizeIsResized() throws Exception {
      byte[] file =
          ImageFiles.encode(ImageFiles.noise(BufferedImage.TYPE_INT_RGB, 48, 64, 7), "png");
      assertThat(decode(file)).isEmpty();

      byte[] expected = new byte[SIZE.bytes()];
      RESIZE.resize(ImageFiles.imageIoPixels(file), new ImageSize(48, 64), expected, 0);
      assertThat(target).isEqualTo(expected);
    }

    @Test
    void aDamagedFileBeforeItLeavesNoTrace() throws Exception {
      byte[] sound = ImageFiles.encode(ImageFiles.noise(1, SIZE.height(), SIZE.width(), 7), "jpeg");
      assertThat(decode(Arrays.copyOf(sound, sound.length / 2))).isPresent();
      assertThat(decode(sound)).isEmpty();
      assertThat(target).isEqualTo(ImageFiles.imageIoPixels(sound));
    }
  }

  @Nested
  class WhenTheFileIsNot {

    @Test
    void aJpegThatIsCutShortIsToldFromAWholeOne() {
      byte[] file = ImageFiles.jpeg(1);
      assertThat(decode(Arrays.copyOf(file, file.length - 100))).hasValue("the file is cut short");
    }

    @Test
    void aPngThatIsCutShortIsDamaged() {
      byte[] file = ImageFiles.png(1);
      assertThat(decode(Arrays.copyOf(file, file.length / 2)))
          .hasValueSatisfying(fault -> assertThat(fault).startsWith("damaged: "));
    }

    @Test
    void otherFilesAreNamedAsSuch() {
      assertThat(decode("GIF89a".getBytes(US_ASCII))).hasValue("neither a JPEG nor a PNG file");
      assertThat(decode(new byte[0])).hasValue("neither a JPEG nor a PNG file");
    }

    @Test
    void aHeaderThatClaimsAnEnormousImageIsRejectedBeforeMemoryIsTaken() {
      byte[] file = ImageFiles.png(1);
      ByteBuffer header = ByteBuffer.wrap(file);
      header.putInt(16, 100_000).putInt(20, 100_000);
      CRC32 crc = new CRC32();
      crc.update(file, 12, 17);
      header.putInt(29, (int) crc.getValue());
      assertThat(decode(file)).hasValue("100000x100000 pixels, more than 67108864");
    }
  }

  private Optional<String> decode(byte[] file) {
    return decoder.decode(file, RESIZE, target, 0);
  }
}
