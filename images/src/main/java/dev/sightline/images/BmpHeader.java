package dev.sightline.images;

/**
 * Reads a BMP's two headers, and checks every field from which the JDK's reader sizes an array
 * against the bytes that are there.
 *
 * <p>A BMP that wraps a JPEG or PNG is not read: it would pass that image by the limits. Nor is one
 * with the reader's linked or embedded colour profile: a linked one names a file on this machine.
 *
 * @see <a href="https://learn.microsoft.com/windows/win32/gdi/bitmap-header-types">Bitmap header
 *     types</a>
 */
final class BmpHeader {
  private static final int FILE_HEADER_BYTES = 14;
  private static final int CORE_HEADER_BYTES = 12;
  private static final int V5_HEADER_BYTES = 124;
  private static final int UNCOMPRESSED = 0;
  private static final int BIT_FIELDS = 3;

  private BmpHeader() {}

  static ImageHeader read(Content content) throws UnreadableImageException {
    int headerBytes = content.i32LittleEndian(FILE_HEADER_BYTES);
    if (headerBytes < CORE_HEADER_BYTES || headerBytes > V5_HEADER_BYTES) {
      throw unsupported("header of " + Integer.toUnsignedString(headerBytes) + " bytes: 12 to 124");
    }
    content.require(FILE_HEADER_BYTES, headerBytes);
    boolean core = headerBytes == CORE_HEADER_BYTES;
    int width = core ? (short) content.u16LittleEndian(18) : content.i32LittleEndian(18);
    int signedHeight = core ? (short) content.u16LittleEndian(20) : content.i32LittleEndian(22);
    int bits = content.u16LittleEndian(core ? 24 : 28);
    int compression = core ? UNCOMPRESSED : content.i32LittleEndian(30);
    int height = Math.abs(signedHeight); // negative: stored top down
    long pixelsAt = content.u32LittleEndian(10);
    if (pixelsAt < FILE_HEADER_BYTES + headerBytes || pixelsAt > content.length()) {
      throw damaged("pixels at byte " + pixelsAt + " of " + content.length());
    }
    if (bits == 0 || bits > 32) {
      throw unsupported(bits + " bits a pixel: 1 to 32 are read");
    }
    if (!core) {
      checkColors(content, headerBytes);
    }
    switch (compression) {
      case UNCOMPRESSED, BIT_FIELDS -> checkPixelBytes(content, pixelsAt, width, height, bits);
      case 1, 2 -> checkRunLengthBytes(content, pixelsAt);
      default -> throw unsupported("compression " + compression + ": 0 to 3 are read");
    }
    return new ImageHeader(ImageFormat.BMP, width, height, (bits + 7) / 8, 1, content);
  }

  private static void checkColors(Content content, int headerBytes)
      throws UnreadableImageException {
    if (headerBytes < 40) {
      throw unsupported("header of " + headerBytes + " bytes: 12 or 40 to 124");
    }
    long colors = content.u32LittleEndian(46);
    if (colors * 4 > content.length()) {
      throw damaged("palette of " + colors + " colours in " + content.length() + " bytes");
    }
    if (headerBytes >= 108) {
      int colorSpace = content.i32LittleEndian(70);
      if (colorSpace == 3 || colorSpace == 4) { // BMPConstants.PROFILE_LINKED, PROFILE_EMBEDDED
        throw unsupported("a colour profile");
      }
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
      throw damaged(
          String.format(
              "truncated: %d×%d pixels of %d bits take %d bytes, there are %d",
              width, height, bits, expected, content.length() - pixelsAt));
    }
  }

  /** The reader takes the size of the image or, when that is 0, what is left of the file's. */
  private static void checkRunLengthBytes(Content content, long pixelsAt)
      throws UnreadableImageException {
    long imageBytes = content.u32LittleEndian(34);
    long bytes = imageBytes == 0 ? content.u32LittleEndian(2) - pixelsAt : imageBytes;
    if (bytes < 0 || bytes > content.length() - pixelsAt) {
      throw damaged(
          "truncated: "
              + bytes
              + " bytes of run lengths expected, there are "
              + (content.length() - pixelsAt));
    }
  }

  private static UnreadableImageException damaged(String message) {
    return new UnreadableImageException(RejectionReason.DAMAGED, message);
  }

  private static UnreadableImageException unsupported(String message) {
    return new UnreadableImageException(RejectionReason.UNSUPPORTED, message);
  }
}
