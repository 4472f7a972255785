package dev.sightline.images;

/**
 * Reads a JPEG's segments up to its frame header, and counts its scans.
 *
 * <p>Every segment must start where the one before ends, so that libjpeg, which would search for
 * the next marker, finds the same frame header.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU T.81, annex B</a>
 */
final class JpegHeader {
  private static final int MARKER = 0xff;
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int BYTES_PER_PIXEL = 3;

  private JpegHeader() {}

  static ImageHeader read(Content content) throws UnreadableImageException {
    int at = 2;
    while (true) {
      if (content.u8(at) != MARKER) {
        throw new UnreadableImageException(
            RejectionReason.DAMAGED,
            String.format("expected a marker at byte %d, found %02x", at, content.u8(at)));
      }
      int marker = content.u8(at + 1);
      if (marker == MARKER) { // padding
        at++;
        continue;
      }
      if (marker == START_OF_SCAN || marker == END_OF_IMAGE) {
        throw new UnreadableImageException(
            RejectionReason.DAMAGED, "no frame header before byte " + at);
      }
      if (isFrameHeader(marker)) {
        return frame(content, at, marker);
      }
      int length = isAlone(marker) ? 0 : content.u16BigEndian(at + 2);
      content.require(at + 2, length);
      at += 2 + length;
    }
  }

  private static ImageHeader frame(Content content, int at, int marker)
      throws UnreadableImageException {
    int bits = content.u8(at + 4);
    int height = content.u16BigEndian(at + 5);
    int width = content.u16BigEndian(at + 7);
    int components = content.u8(at + 9);
    if (marker > 0xc2) {
      throw unsupported(
          String.format("frame type %02x: baseline and progressive are read", marker));
    }
    if (bits != 8) {
      throw unsupported(bits + " bits a sample: 8 are read");
    }
    if (components != 1 && components != 3) {
      throw unsupported(
          components + " components (4: CMYK or YCCK): 1 (gray) and 3 (colour) are read");
    }
    return new ImageHeader(
        ImageFormat.JPEG, width, height, BYTES_PER_PIXEL, scans(content, at), content);
  }

  /** In a scan's data no byte but zero or a restart marker follows 0xff: markers stand out. */
  private static int scans(Content content, int from) {
    byte[] bytes = content.array();
    int last = content.offset() + content.length() - 1;
    int scans = 0;
    for (int i = content.offset() + from; i < last; i++) {
      if (bytes[i] == (byte) MARKER && bytes[i + 1] == (byte) START_OF_SCAN) {
        scans++;
      }
    }
    return scans;
  }

  /** SOF0 to SOF15; between them lie DHT, JPG and DAC. */
  private static boolean isFrameHeader(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /** TEM and the restart markers have no length. */
  private static boolean isAlone(int marker) {
    return marker == 0x01 || marker >= 0xd0 && marker <= 0xd7;
  }

  private static UnreadableImageException unsupported(String message) {
    return new UnreadableImageException(RejectionReason.UNSUPPORTED, message);
  }
}
