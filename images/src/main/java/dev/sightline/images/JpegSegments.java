package dev.sightline.images;

/**
 * Goes over a JPEG's segments, one after another. As libjpeg does, it passes over bytes between two
 * segments that belong to neither.
 *
 * @see <a href="https://www.w3.org/Graphics/JPEG/itu-t81.pdf">ITU T.81, annex B</a>
 */
final class JpegSegments {
  static final int START_OF_SCAN = 0xda;

  private static final int MARKER = 0xff;
  private static final int END_OF_IMAGE = 0xd9;

  private final Content content;
  private int marker;
  private int start;
  private int end = 2;
  private boolean ended;

  JpegSegments(Content content) {
    this.content = content;
  }

  /**
   * Goes to the next segment.
   *
   * @return false where the image ends or, not {@link #ended()}, the bytes do
   */
  boolean next() throws UnreadableImageException {
    int at = markerFrom(end);
    if (at < 0) {
      return false;
    }
    marker = content.u8(at);
    start = at - 1;
    end = at + 1;
    if (marker == END_OF_IMAGE) {
      ended = true;
      return false;
    }
    if (!isAlone()) {
      if (end + 2 > content.length()) {
        return false;
      }
      end += Math.max(2, content.u16BigEndian(end));
    }
    return end <= content.length();
  }

  /** The byte that follows 0xff, and is neither 0 nor 0xff itself; -1 when there is none. */
  private int markerFrom(int from) throws UnreadableImageException {
    for (int at = from; at + 1 < content.length(); at++) {
      if (content.u8(at) == MARKER) {
        int next = content.u8(at + 1);
        if (next != 0 && next != MARKER) {
          return at + 1;
        }
      }
    }
    return -1;
  }

  /** Goes on to the end of the data behind the header of a scan: to the next marker. */
  void skipScan() {
    byte[] bytes = content.array();
    int last = content.offset() + content.length() - 1;
    int at = content.offset() + end;
    while (at < last && !(bytes[at] == (byte) MARKER && endsScan(bytes[at + 1] & 0xff))) {
      at++;
    }
    end = (at < last ? at : last + 1) - content.offset();
  }

  /** In a scan's data 0xff stands before 0 and restart markers, and may be repeated. */
  private static boolean endsScan(int next) {
    return next != 0 && next != MARKER && !isRestart(next);
  }

  /** The first ones, of which TEM alone is in use, the restart markers and SOI have no length. */
  private boolean isAlone() {
    return marker < 0xc0 || marker == 0xd8 || isRestart();
  }

  /** Whether it is a restart marker, which outside of a scan's data means nothing. */
  boolean isRestart() {
    return isRestart(marker);
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xd0 && marker <= 0xd7;
  }

  /** The second byte of the segment's marker. */
  int marker() {
    return marker;
  }

  /** Where the segment's marker is. */
  int start() {
    return start;
  }

  /** Where the segment's content is: behind its marker and length. */
  int contentStart() {
    return start + 4;
  }

  /** Where the segment ends, a scan with its data when that has been skipped. */
  int end() {
    return end;
  }

  /** Whether the mark of the image's end has been reached. */
  boolean ended() {
    return ended;
  }
}
