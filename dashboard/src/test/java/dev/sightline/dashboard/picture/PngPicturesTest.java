package dev.sightline.dashboard.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PngPicturesTest {
  private static ImageEvent encoded(byte[] content) {
    return new ImageEvent(
        "image", ByteBuffer.wrap(content), ImageEncoding.ENCODED, null, null, Instant.EPOCH, null);
  }

  private static byte[] file(String format, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff8040);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  private static BufferedImage shown(Picture picture) throws IOException {
    assertThat(picture).isInstanceOf(Picture.Png.class);
    byte[] png = ((Picture.Png) picture).file();
    assertThat(png).startsWith(0x89, 'P', 'N', 'G');
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void aSmallImageIsShownPixelByPixel() throws IOException {
    BufferedImage shown = shown(PngPictures.of(encoded(file("png", 8, 6))));

    assertThat(shown.getWidth()).isEqualTo(8);
    assertThat(shown.getHeight()).isEqualTo(6);
    assertThat(shown.getRGB(0, 0) & 0xffffff).isEqualTo(0xff8040);
  }

  @Test
  void aLargeOneIsShownSmallerWithItsProportions() throws IOException {
    BufferedImage shown = shown(PngPictures.of(encoded(file("jpg", 2000, 500))));

    assertThat(shown.getWidth()).isEqualTo(PngPictures.MAX_SIDE);
    assertThat(shown.getHeight()).isEqualTo(PngPictures.MAX_SIDE / 4);
  }

  @Test
  void rawPixelsBecomeAFile() throws IOException {
    byte[] rgb = {(byte) 255, 0, 0, 0, (byte) 255, 0};
    ImageEvent raw =
        new ImageEvent("image", ByteBuffer.wrap(rgb), ImageEncoding.RGB, 2, 1, Instant.EPOCH, null);

    BufferedImage shown = shown(PngPictures.of(raw));

    assertThat(shown.getRGB(0, 0) & 0xffffff).isEqualTo(0xff0000);
    assertThat(shown.getRGB(1, 0) & 0xffffff).isEqualTo(0x00ff00);
  }

  @Test
  void whatIsNoImageIsSaidAndNeverHandedOn() {
    byte[] page = "<html><script>alert(1)</script></html>".getBytes(StandardCharsets.UTF_8);

    assertThat(PngPictures.of(encoded(page))).isInstanceOf(Picture.Missing.class);
    assertThat(PngPictures.of(encoded(new byte[0]))).isInstanceOf(Picture.Missing.class);
  }

  @Test
  void anImageThatWouldFillTheMemoryIsNotDecoded() throws IOException {
    byte[] bomb = file("png", 8, 6);
    CRC32 checksum = new CRC32();
    ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);
    checksum.update(bomb, 12, 17);
    ByteBuffer.wrap(bomb).putInt(29, (int) checksum.getValue());

    assertThat(PngPictures.of(encoded(bomb)))
        .isInstanceOfSatisfying(
            Picture.Missing.class,
            missing -> assertThat(missing.reason()).contains("at most 50000000 are decoded"));
  }
}
