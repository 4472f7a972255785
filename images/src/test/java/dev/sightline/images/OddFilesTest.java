package dev.sightline.images;

import static dev.sightline.images.Decodings.pixels;
import static dev.sightline.images.Decodings.rejection;
import static dev.sightline.images.Pictures.concat;
import static dev.sightline.images.Pictures.file;
import static dev.sightline.images.Pictures.picture;
import static dev.sightline.images.Pictures.pngChunk;
import static dev.sightline.images.Pictures.read;
import static dev.sightline.images.Pictures.rgb;
import static dev.sightline.images.Pictures.samples;
import static java.awt.image.BufferedImage.TYPE_3BYTE_BGR;
import static java.awt.image.BufferedImage.TYPE_BYTE_INDEXED;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PNG, GIF and BMP files whose pixels are all there, and whose metadata are odd. */
class OddFilesTest {
  private static final int WIDTH = 40;
  private static final int HEIGHT = 24;

  private static final ICC_Profile PROFILE = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB);

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static void assertSame(byte[] odd, byte[] whole) {
    assertThat(pixels(odd, WIDTH, HEIGHT)).isEqualTo(pixels(whole, WIDTH, HEIGHT));
  }

  @Nested
  class WhenChunksOfAPngMakeNoPixel {
    private static final int HEADER_END = 33;
    private static final int END_BYTES = 12;

    static Stream<byte[]> files() {
      Stream<BufferedImage> images =
          Stream.of(
              picture(WIDTH, HEIGHT, TYPE_3BYTE_BGR),
              picture(WIDTH, HEIGHT, TYPE_BYTE_INDEXED),
              samples(WIDTH, HEIGHT, 1, DataBuffer.TYPE_BYTE),
              samples(WIDTH, HEIGHT, 3, DataBuffer.TYPE_USHORT),
              samples(WIDTH, HEIGHT, 4, DataBuffer.TYPE_BYTE));
      return images.map(image -> file(image, "png"));
    }

    private byte[] with(byte[] png, byte[] chunk) {
      return concat(
          Arrays.copyOf(png, HEADER_END), chunk, Arrays.copyOfRange(png, HEADER_END, png.length));
    }

    private byte[] broken(byte[] chunk) {
      byte[] broken = chunk.clone();
      broken[broken.length - 1] ^= 1;
      return broken;
    }

    @ParameterizedTest
    @MethodSource("files")
    void noneInFrontOfTheDataDecidesAnything(byte[] png) {
      byte[] profile = concat(ascii("name\0\0"), Pictures.deflated(PROFILE.getData()));
      List<byte[]> chunks =
          List.of(
              pngChunk("iCCP", profile),
              pngChunk("iCCP", ascii("name\0\0not deflated")),
              pngChunk("gAMA", new byte[] {0, 0, 0, 1}),
              pngChunk("cHRM", new byte[32]),
              pngChunk("sRGB", new byte[] {0}),
              pngChunk("zTXt", ascii("key\0\0not deflated")),
              pngChunk("tIME", new byte[1]),
              pngChunk("hIST", new byte[3]),
              pngChunk("bKGD", new byte[0]),
              pngChunk("tRNS", new byte[300]),
              pngChunk("tRNS", new byte[] {0, 5}),
              pngChunk("acTL", new byte[8]),
              broken(pngChunk("tEXt", ascii("key\0text"))),
              broken(pngChunk("iCCP", profile)));

      chunks.forEach(chunk -> assertSame(with(png, chunk), png));
    }

    @ParameterizedTest
    @MethodSource("files")
    void noneBehindTheDataDecidesAnything(byte[] png) {
      byte[] endless = Arrays.copyOf(png, png.length - END_BYTES);

      assertSame(endless, png);
      assertSame(concat(endless, broken(pngChunk("IEND", new byte[0]))), png);
      assertSame(concat(endless, pngChunk("zTXt", ascii("key\0\0not deflated"))), png);
      assertSame(concat(endless, Arrays.copyOf(pngChunk("tEXt", new byte[500]), 90)), png);
      assertSame(concat(endless, pngChunk("fdAT", new byte[9]), pngChunk("IEND")), png);
      assertSame(concat(png, ascii("something else")), png);
    }

    @Test
    void aPaletteOfAnImageWithoutOneIsNotRead() {
      byte[] png = file(picture(WIDTH, HEIGHT, TYPE_3BYTE_BGR), "png");
      assertSame(with(png, broken(pngChunk("PLTE", new byte[7]))), png);
    }

    @Test
    void withoutDataThereIsNoPixel() {
      byte[] png = Pictures.png(WIDTH, HEIGHT, 8, 0);
      assertThat(rejection(png))
          .isEqualTo(new Rejected(RejectionReason.DAMAGED, "PNG: no IDAT chunk before byte 33"));
    }
  }

  @Nested
  class WhenBlocksOfAGifMakeNoPixel {
    private final byte[] gif = file(picture(WIDTH, HEIGHT, TYPE_3BYTE_BGR), "gif");
    private final int blocks = 13 + (3 << (gif[10] & 7) + 1);

    private byte[] with(byte[] block) {
      return concat(Arrays.copyOf(gif, blocks), block, Arrays.copyOfRange(gif, blocks, gif.length));
    }

    @Test
    void noneInFrontOfTheFrameDecidesAnything() {
      List<byte[]> odd =
          List.of(
              ascii("!\u00f9\2\1\2\0"), // a graphic control of two bytes, not four
              ascii("!\u00f9\6\1\2\3\4\5\6\0"),
              ascii("!\u00ff\13ICCRGBG1012\5\1\2\3\4\5\0"),
              ascii("!\1\3abc\0"),
              ascii("!\u00fe\0"),
              ascii("!\u0077\2ab\0"),
              new byte[2]);

      odd.forEach(block -> assertSame(with(block), gif));
    }

    @Test
    void noneBehindTheFrameDecidesAnything() {
      byte[] endless = Arrays.copyOf(gif, gif.length - 1);

      assertSame(endless, gif);
      assertSame(concat(endless, ascii("!\u00fe\77cut")), gif);
      assertSame(concat(endless, new byte[] {0x2c, 0, 0}), gif);
      assertSame(concat(gif, ascii("something else")), gif);
    }
  }

  @Nested
  class WhenFieldsOfABmpMakeNoPixel {
    private final byte[] bmp = file(picture(WIDTH, HEIGHT, TYPE_3BYTE_BGR), "bmp");

    /** Of version 4 or 5, without masks. */
    private byte[] withHeader(int bytes, int colorSpace) {
      byte[] longer = new byte[bytes - 40];
      ByteBuffer fields = ByteBuffer.wrap(longer).order(LITTLE_ENDIAN).putInt(16, colorSpace);
      if (bytes == 124) {
        fields.putInt(72, bmp.length).putInt(76, 1 << 30);
      }
      byte[] file = concat(Arrays.copyOf(bmp, 54), longer, Arrays.copyOfRange(bmp, 54, bmp.length));
      ByteBuffer.wrap(file).order(LITTLE_ENDIAN).putInt(10, 14 + bytes).putInt(14, bytes);
      return file;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 0x73524742, 0x4d424544, 0x4c494e4b})
    void noProfileDecidesAnything(int colorSpace) {
      assertSame(withHeader(108, colorSpace), bmp);
      assertSame(withHeader(124, colorSpace), bmp);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60, Integer.MAX_VALUE, -1})
    void noSizeOfTheFileDecidesAnything(int bytes) {
      assertSame(Pictures.withInt(bmp, 2, bytes, LITTLE_ENDIAN), bmp);
      assertSame(concat(bmp, ascii("something else")), bmp);
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 41, 64})
    void headersThatAreNotReadAreNamed(int bytes) {
      Rejected rejected = rejection(Pictures.withInt(bmp, 14, bytes, LITTLE_ENDIAN));
      assertThat(rejected.reason()).isEqualTo(RejectionReason.UNSUPPORTED);
      assertThat(rejected.message()).contains("header of " + bytes + " bytes: 12, 40");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60})
    void runLengthsWithoutAnySizeAreRead(int fileBytes) {
      byte[] runs = Pictures.runLengthBmp(picture(WIDTH, HEIGHT, TYPE_BYTE_INDEXED));
      byte[] sizeless = Pictures.withInt(runs, 34, 0, LITTLE_ENDIAN);
      assertSame(Pictures.withInt(sizeless, 2, fileBytes, LITTLE_ENDIAN), runs);
    }

    @Test
    void theColoursAreThoseOfTheFile() {
      assertThat(pixels(withHeader(124, 4), WIDTH, HEIGHT)).isEqualTo(rgb(read(bmp)));
    }
  }
}
