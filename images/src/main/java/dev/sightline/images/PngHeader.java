package dev.sightline.images;

import java.util.zip.CRC32;

/**
 * Reads a PNG's chunks up to the end of its pixels, checks their checksums, which the JDK's reader
 * does not, and leaves to that reader what makes pixels: the header, a palette image's palette and
 * the data.
 *
 * <p>The reader would parse every other chunk of a palette image: one broken text or profile loses
 * the image, and in JDKs before the limit of {@code PNGImageReader.inflate} a compressed one fills
 * the heap. Alpha is ignored, and with it the chunk that adds it to other colour types.
 *
 * @see <a href="https://www.w3.org/TR/png-3/#5Chunk-layout">PNG, chunk layout</a>
 */
final class PngHeader {
  private static final int SIGNATURE_BYTES = 8;
  private static final int HEADER_END = SIGNATURE_BYTES + 25;
  private static final int CHUNK_BYTES = 12;
  private static final int HEADER_CHUNK = 0x49484452; // IHDR
  private static final int PALETTE_CHUNK = 0x504c5445; // PLTE
  private static final int DATA_CHUNK = 0x49444154; // IDAT
  private static final int END_CHUNK = 0x49454e44; // IEND
  private static final int PALETTE_COLOR_TYPE = 3;
  private static final byte[] END = {
    0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82
  };

  private PngHeader() {}

  static ImageHeader read(Content content) throws UnreadableImageException {
    if (content.i32BigEndian(SIGNATURE_BYTES) != 13
        || content.i32BigEndian(SIGNATURE_BYTES + 4) != HEADER_CHUNK) {
      throw UnreadableImageException.damaged("expected an IHDR chunk of 13 bytes first");
    }
    int width = content.i32BigEndian(16);
    int height = content.i32BigEndian(20);
    int bitDepth = content.u8(24);
    int colorType = content.u8(25);
    checkSum(content, SIGNATURE_BYTES, chunkEnd(content, SIGNATURE_BYTES));
    Excerpt kept = new Excerpt(content);
    kept.keep(0, HEADER_END);
    int dataAt = keepPalette(content, colorType, kept);
    int dataEnd = dataEnd(content, dataAt);
    kept.keep(dataAt, dataEnd);
    kept.insert(END);
    return new ImageHeader(
        ImageFormat.PNG,
        width,
        height,
        bytesPerPixel(colorType, bitDepth),
        1,
        dataEnd + CHUNK_BYTES <= content.length(),
        kept.parts());
  }

  private static int bytesPerPixel(int colorType, int bitDepth) {
    int samples =
        switch (colorType) {
          case 0, PALETTE_COLOR_TYPE -> 1;
          case 2 -> 3;
          case 4 -> 2;
          default -> 4;
        };
    return bitDepth == 16 ? 2 * samples : samples;
  }

  /** Returns where the data starts. */
  private static int keepPalette(Content content, int colorType, Excerpt kept)
      throws UnreadableImageException {
    int at = HEADER_END;
    while (content.i32BigEndian(at + 4) != DATA_CHUNK) {
      if (content.i32BigEndian(at + 4) == END_CHUNK) {
        throw UnreadableImageException.damaged("no IDAT chunk before byte %d", at);
      }
      int end = chunkEnd(content, at);
      if (colorType == PALETTE_COLOR_TYPE && content.i32BigEndian(at + 4) == PALETTE_CHUNK) {
        checkSum(content, at, end);
        kept.keep(at, end);
      }
      at = end;
    }
    return at;
  }

  /** Where the run of IDAT chunks ends. */
  private static int dataEnd(Content content, int dataAt) throws UnreadableImageException {
    int at = dataAt;
    while (content.length() - at >= 8 && content.i32BigEndian(at + 4) == DATA_CHUNK) {
      int end = chunkEnd(content, at);
      checkSum(content, at, end);
      at = end;
    }
    return at;
  }

  private static int chunkEnd(Content content, int at) throws UnreadableImageException {
    int length = content.i32BigEndian(at);
    if (length < 0) {
      throw UnreadableImageException.damaged(
          "chunk of %s bytes at byte %d", Integer.toUnsignedString(length), at);
    }
    content.require(at, CHUNK_BYTES + (long) length);
    return at + CHUNK_BYTES + length;
  }

  private static void checkSum(Content content, int at, int end) throws UnreadableImageException {
    CRC32 actual = new CRC32();
    actual.update(content.array(), content.offset() + at + 4, end - at - 8);
    int expected = content.i32BigEndian(end - 4);
    if ((int) actual.getValue() != expected) {
      throw UnreadableImageException.damaged(
          "checksum of the chunk at byte %d: expected %08x, is %08x",
          at, expected, actual.getValue());
    }
  }
}
