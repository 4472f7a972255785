package dev.sightline.images;

import static dev.sightline.images.Pictures.concat;
import static dev.sightline.images.Pictures.file;
import static dev.sightline.images.Pictures.picture;
import static dev.sightline.images.Pictures.pngChunk;
import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static java.awt.image.BufferedImage.TYPE_BYTE_GRAY;
import static java.awt.image.BufferedImage.TYPE_BYTE_INDEXED;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.sightline.schemas.ResizeMethod;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each is pixels or a rejection with its reason, in little memory, and the next one is right. */
class MangledFilesTest {
  private static final long PIXELS = 1_000_000;
  private static final Set<RejectionReason> REASONS =
      EnumSet.complementOf(EnumSet.of(RejectionReason.WRONG_SIZE, RejectionReason.EMPTY));

  private final ImageDecoder decoder =
      new ImageDecoder(32, 32, ResizeMethod.AREA, new DecodeLimits(1 << 20, PIXELS));
  private final byte[] target = new byte[decoder.imageBytes()];

  @AfterEach
  void closeDecoder() {
    decoder.close();
  }

  @Test
  void whateverBecomesOfAFile() {
    List<byte[]> good = good();
    Random random = new Random(20260101);
    List<byte[]> expected = good.stream().map(this::pixels).toList();
    int rejected = 0;
    for (int i = 0; i < 6000; i++) {
      int index = random.nextInt(good.size());
      byte[] mangled = mangle(good.get(index), random);
      if (mangled.length > 0 && decodeInLittleMemory(mangled, i) instanceof Rejected) {
        rejected++;
      }
      assertThat(pixels(good.get(index))).as("after image %d", i).isEqualTo(expected.get(index));
    }
    assertThat(rejected).isBetween(3000, 6000);
  }

  @Test
  void whicheverBitIsFlipped() {
    BufferedImage tiny = picture(8, 8, TYPE_3BYTE_BGR);
    List<byte[]> files =
        List.of(
            file(tiny, "jpeg"),
            file(tiny, "jpeg", true),
            file(tiny, "png"),
            file(tiny, "bmp"),
            file(picture(8, 8, TYPE_BYTE_GRAY), "gif"));
    for (byte[] file : files) {
      byte[] flipped = file.clone();
      for (int bit = 0; bit < 8 * file.length; bit++) {
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        decodeInLittleMemory(flipped, bit);
        flipped[bit / 8] = file[bit / 8];
      }
    }
  }

  private static List<byte[]> good() {
    BufferedImage palette = picture(40, 20, TYPE_BYTE_INDEXED);
    byte[] jpeg = file(picture(90, 70, TYPE_3BYTE_BGR), "jpeg");
    byte[] profile = JpegFile.segment(JpegFile.PROFILE, "ICC_PROFILE", new byte[] {0, 1, 2, 3});
    Stream<byte[]> plain =
        Stream.of("png", "jpeg", "bmp", "gif")
            .flatMap(
                format ->
                    Stream.of(
                        file(picture(32, 32, TYPE_3BYTE_BGR), format),
                        file(palette, format.replace("jpeg", "png")),
                        file(picture(33, 21, TYPE_BYTE_GRAY), format),
                        file(
                            picture(90, 70, TYPE_3BYTE_BGR),
                            format,
                            format.equals("jpeg") || format.equals("png"))));
    Stream<byte[]> odd =
        Stream.of(
            JpegFile.of(jpeg).with(1, profile, JpegFile.adobe(2)).bytes(),
            JpegFile.of(jpeg).without(JpegFile.HUFFMAN).bytes(),
            Pictures.rgbJpeg(20, 20),
            Pictures.runLengthBmp(palette),
            Pictures.png(
                32,
                32,
                8,
                0,
                pngChunk("tEXt", new byte[20]),
                pngChunk("IDAT", Pictures.deflatedZeros(33 * 32)),
                pngChunk("tIME", new byte[7])));
    return Stream.concat(plain, odd).toList();
  }

  private Decoding decodeInLittleMemory(byte[] file, int number) {
    long before = allocatedBytes();
    Decoding decoding = decoder.decodeFile(file, target, 0);
    assertThat(allocatedBytes() - before)
        .as("image %d: %s", number, decoding)
        .isLessThan(16 * PIXELS);
    if (decoding instanceof Rejected rejected) {
      assertThat(rejected.reason()).isIn(REASONS);
      assertThat(rejected.message()).isNotBlank().doesNotContain("\n");
    }
    return decoding;
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private byte[] pixels(byte[] file) {
    byte[] pixels = new byte[decoder.imageBytes()];
    assertThat(decoder.decodeFile(file, pixels, 0)).isInstanceOf(Decoded.class);
    return pixels;
  }

  private static byte[] mangle(byte[] file, Random random) {
    byte[] mangled = file.clone();
    int length = random.nextInt(mangled.length / 2);
    int from = random.nextInt(mangled.length - length);
    int to = random.nextInt(mangled.length - length);
    switch (random.nextInt(8)) {
      case 0:
        return Arrays.copyOf(mangled, random.nextInt(mangled.length));
      case 1:
        return concat(mangled, new byte[random.nextInt(100)]);
      case 2: // a stretch from elsewhere
        System.arraycopy(file, from, mangled, to, length);
        return mangled;
      case 3: // the header alone
        for (int i = 0; i <= random.nextInt(4); i++) {
          mangled[2 + random.nextInt(60)] = (byte) random.nextInt();
        }
        return mangled;
      case 4: // without a stretch
        return concat(
            Arrays.copyOf(file, from), Arrays.copyOfRange(file, from + length, file.length));
      case 5: // with a stretch twice
        return concat(
            Arrays.copyOf(file, from + length), Arrays.copyOfRange(file, from, file.length));
      default:
        for (int i = 0; i <= random.nextInt(8); i++) {
          mangled[random.nextInt(mangled.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return mangled;
    }
  }
}
