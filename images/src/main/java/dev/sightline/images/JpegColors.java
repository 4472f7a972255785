package dev.sightline.images;

/**
 * What a JPEG's three components are, decided by the rules of libjpeg, and so of Pillow and
 * TensorFlow: with a JFIF segment Y, Cb and Cr; otherwise what an Adobe segment says; otherwise
 * red, green and blue if they are named R, G and B.
 *
 * <p>The JDK's reader has rules of its own and refuses what breaks them, so it sees neither segment
 * but one that says what was decided.
 */
final class JpegColors {
  private static final int JFIF = 0xe0;
  private static final int ADOBE = 0xee;
  private static final int UNKNOWN = -1;
  private static final int RGB = 0;
  private static final int[] RGB_IDS = {'R', 'G', 'B'};

  /** A JFIF segment: version 1.1, square pixels, no thumbnail. */
  private static final byte[] YCBCR_SEGMENT = {
    (byte) 0xff, (byte) JFIF, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  /** An Adobe segment: version 100, no flags, no transform. */
  private static final byte[] RGB_SEGMENT = {
    (byte) 0xff, (byte) ADOBE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, RGB
  };

  private boolean jfif;
  private int transform = UNKNOWN;

  /** Looks at a segment in front of the first scan. */
  void see(Content content, JpegSegments segment) throws UnreadableImageException {
    int from = segment.contentStart();
    int length = segment.end() - from;
    if (segment.marker() == JFIF && length >= 14 && content.hasAt(from, 'J', 'F', 'I', 'F', 0)) {
      jfif = true;
    }
    if (segment.marker() == ADOBE && length >= 12 && content.hasAt(from, 'A', 'd', 'o', 'b', 'e')) {
      transform = content.u8(from + 11);
    }
  }

  /** The segment that tells the reader, for in front of the first scan. */
  byte[] segment(JpegFrame frame) {
    if (jfif || !frame.isColor()) {
      return YCBCR_SEGMENT;
    }
    boolean rgb = transform == UNKNOWN ? frame.hasIds(RGB_IDS) : transform == RGB;
    return rgb ? RGB_SEGMENT : YCBCR_SEGMENT;
  }
}
