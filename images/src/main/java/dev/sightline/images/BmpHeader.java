package dev.sightline.images;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Set;

/**
 * Reads a BMP's two headers, and checks every field from which the JDK's reader sizes an array
 * against the bytes that are there.
 *
 * <p>A BMP that wraps a JPEG or PNG is not read: it would pass that image by the limits. The reader
 * sees neither a colour profile, which may name a file on this machine, nor what the header says of
 * the file's size, by which it would refuse images whose pixels are all there.
 *
 * @see <a href="https://learn.microsoft.com/windows/win32/gdi/bitmap-header-types">Bitmap header
 *     types</a>
 */
final class BmpHeader {
  private static final int FILE_HEADER_BYTES = 14;
  private static final int CORE_HEADER_BYTES = 12;
  private static final int V4_HEADER_BYTES = 108;
  private static final Set<Integer> HEADER_BYTES =
      Set.of(CORE_HEADER_BYTES, 40, 52, 56, V4_HEADER_BYTES, 124);
  private static final Set<Integer> BITS = Set.of(1, 4, 8, 16, 24, 32);
  private static final int FILE_BYTES_AT = 2;
  private static final int COLOR_SPACE_AT = 70;
  private static final int SRGB = 0x73524742;
  private static final int UNCOMPRESSED = 0;
  private static final int BIT_FIELDS = 3;

  private BmpHeader() {}

  static ImageHeader read(Content content) throws UnreadableImageException {
    int headerBytes = content.i32LittleEndian(FILE_HEADER_BYTES);
    if (!HEADER_BYTES.contains(headerBytes)) {
      throw UnreadableImageException.unsupported(
          "header of %s bytes: 12, 40, 52, 56, 108 and 124 are read",
          Integer.toUnsignedString(headerBytes));
    }
    content.require(FILE_HEADER_BYTES, headerBytes);
    boolean core = headerBytes == CORE_HEADER_BYTES;
    int width = core ? (short) content.u16LittleEndian(18) : content.i32LittleEndian(18);
    int signedHeight = core ? (short) content.u16LittleEndian(20) : content.i32LittleEndian(22);
    int bits = content.u16LittleEndian(core ? 24 : 28);
    int compression = core ? UNCOMPRESSED : content.i32LittleEndian(30);
    int height = Math.abs(signedHeight); // negative: stored top down
    long pixelsAt = content.u32LittleEndian(10);
    if (pixelsAt > content.length() && pixelsAt <= content.u32LittleEndian(FILE_BYTES_AT)) {
      throw UnreadableImageException.truncated(
          "truncated: pixels at byte %d of %d", pixelsAt, content.length());
    }
    if (pixelsAt < FILE_HEADER_BYTES + headerBytes || pixelsAt > content.length()) {
      throw UnreadableImageException.damaged("pixels at byte %d of %d", pixelsAt, content.length());
    }
    if (!BITS.contains(bits)) {
      throw UnreadableImageException.unsupported(
          "%d bits a pixel: 1, 4, 8, 16, 24 and 32 are read", bits);
    }
    if (!core) {
      checkPalette(content);
    }
    switch (compression) {
      case UNCOMPRESSED, BIT_FIELDS -> checkPixelBytes(content, pixelsAt, width, height, bits);
      case 1, 2 -> checkRunLengthBytes(content, pixelsAt);
      default ->
          throw UnreadableImageException.unsupported(
              "compression %d: 0 to 3 are read", compression);
    }
    List<Content> parts = withoutMetadata(content, FILE_HEADER_BYTES + headerBytes);
    return new ImageHeader(ImageFormat.BMP, width, height, (bits + 7) / 8, 1, true, parts);
  }

  private static List<Content> withoutMetadata(Content content, int headersEnd)
      throws UnreadableImageException {
    byte[] headers = new byte[headersEnd];
    System.arraycopy(content.array(), content.offset(), headers, 0, headersEnd);
    ByteBuffer fields = ByteBuffer.wrap(headers).order(ByteOrder.LITTLE_ENDIAN);
    fields.putInt(FILE_BYTES_AT, content.length());
    if (headersEnd >= FILE_HEADER_BYTES + V4_HEADER_BYTES) {
      fields.putInt(COLOR_SPACE_AT, SRGB);
    }
    Excerpt kept = new Excerpt(content);
    kept.insert(headers);
    kept.keep(headersEnd, content.length());
    return kept.parts();
  }

  private static void checkPalette(Content content) throws UnreadableImageException {
    long colors = content.u32LittleEndian(46);
    if (colors * 4 > content.length()) {
      throw UnreadableImageException.damaged(
          "palette of %d colours in %d bytes", colors, content.length());
    }
  }

  private static void checkPixelBytes(
      Content content, long pixelsAt, int width, int height, int bits)
      throws UnreadableImageException {
    if (Math.max(width, height) > DecodeLimits.MAX_SIDE) {
      return; // rejected for its size
    }
    long expected = ((long) width * bits + 31) / 32 * 4 * height;
    if (expected > content.length() - pixelsAt) {
      throw UnreadableImageException.truncated(
          "truncated: %d×%d pixels of %d bits take %d bytes, there are %d",
          width, height, bits, expected, content.length() - pixelsAt);
    }
  }

  /**
   * Only the size of the image or, when that is 0, of the file says whether run lengths are cut.
   */
  private static void checkRunLengthBytes(Content content, long pixelsAt)
      throws UnreadableImageException {
    long imageBytes = content.u32LittleEndian(34);
    long fileBytes = content.u32LittleEndian(FILE_BYTES_AT);
    long bytes = imageBytes == 0 ? fileBytes - pixelsAt : imageBytes;
    if (bytes > content.length() - pixelsAt) {
      throw UnreadableImageException.truncated(
          "truncated: %d bytes of run lengths expected, there are %d",
          bytes, content.length() - pixelsAt);
    }
  }
}
