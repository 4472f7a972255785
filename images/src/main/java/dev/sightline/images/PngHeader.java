package dev.sightline.images;

import java.util.zip.CRC32;

/**
 * Reads a PNG's chunks: the header, and the checksums of the chunks that make the pixels, which the
 * JDK's reader does not check.
 *
 * <p>That reader, told to ignore metadata, still parses every chunk of a palette image: one broken
 * text loses the image, and in JDKs before the limit of {@code PNGImageReader.inflate} a compressed
 * one fills the heap. A palette image goes to it without them.
 *
 * @see <a href="https://www.w3.org/TR/png-3/#5Chunk-layout">PNG, chunk layout</a>
 */
final class PngHeader {
  private static final int SIGNATURE_BYTES = 8;
  private static final int HEADER_CHUNK = 0x49484452; // IHDR
  private static final int PALETTE_CHUNK = 0x504c5445; // PLTE
  private static final int TRANSPARENCY_CHUNK = 0x74524e53; // tRNS
  private static final int DATA_CHUNK = 0x49444154; // IDAT
  private static final int END_CHUNK = 0x49454e44; // IEND
  private static final int PALETTE_COLOR_TYPE = 3;

  private PngHeader() {}

  static ImageHeader read(Content content) throws UnreadableImageException {
    if (content.i32BigEndian(SIGNATURE_BYTES) != 13
        || content.i32BigEndian(SIGNATURE_BYTES + 4) != HEADER_CHUNK) {
      throw damaged("expected an IHDR chunk of 13 bytes first");
    }
    int width = content.i32BigEndian(16);
    int height = content.i32BigEndian(20);
    int bitDepth = content.u8(24);
    int colorType = content.u8(25);
    Content kept = checkedChunks(content, colorType == PALETTE_COLOR_TYPE);
    return new ImageHeader(
        ImageFormat.PNG, width, height, bytesPerPixel(colorType, bitDepth), 1, kept);
  }

  /** Colour types 0, 2, 3, 4, 6; transparency can add a sample to the first two. */
  private static int bytesPerPixel(int colorType, int bitDepth) {
    int samples =
        switch (colorType) {
          case PALETTE_COLOR_TYPE -> 1;
          case 0, 4 -> 2;
          default -> 4;
        };
    return bitDepth == 16 ? 2 * samples : samples;
  }

  private static Content checkedChunks(Content content, boolean palette)
      throws UnreadableImageException {
    int at = SIGNATURE_BYTES;
    int keptBytes = at;
    byte[] kept = null;
    int type;
    do {
      int length = content.i32BigEndian(at);
      type = content.i32BigEndian(at + 4);
      content.require(at, length < 0 ? Integer.MAX_VALUE : 12L + length);
      boolean needed = isCritical(type) || type == TRANSPARENCY_CHUNK;
      if (isCritical(type)) {
        checkSum(content, at, length);
      }
      if (palette && !needed && kept == null) {
        kept = new byte[content.length()];
        System.arraycopy(content.array(), content.offset(), kept, 0, at);
      }
      if (needed) {
        if (kept != null) {
          System.arraycopy(content.array(), content.offset() + at, kept, keptBytes, 12 + length);
        }
        keptBytes += 12 + length;
      }
      at += 12 + length;
    } while (type != END_CHUNK);
    return kept == null ? content : new Content(kept, 0, keptBytes);
  }

  private static boolean isCritical(int type) {
    return type == HEADER_CHUNK || type == PALETTE_CHUNK || type == DATA_CHUNK || type == END_CHUNK;
  }

  private static void checkSum(Content content, int at, int length)
      throws UnreadableImageException {
    CRC32 actual = new CRC32();
    actual.update(content.array(), content.offset() + at + 4, 4 + length);
    int expected = content.i32BigEndian(at + 8 + length);
    if ((int) actual.getValue() != expected) {
      throw damaged(
          String.format(
              "checksum of the chunk at byte %d: expected %08x, is %08x",
              at, expected, actual.getValue()));
    }
  }

  private static UnreadableImageException damaged(String message) {
    return new UnreadableImageException(RejectionReason.DAMAGED, message);
  }
}
