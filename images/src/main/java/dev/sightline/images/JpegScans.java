package dev.sightline.images;

/**
 * What the scans of a JPEG have brought so far: which coefficients of which component, and whether
 * to the last bit.
 */
final class JpegScans {
  private static final int LAST_COEFFICIENT = 63;

  private final Content content;
  private final JpegFrame frame;
  private final JpegTables tables;

  /** A bit for each coefficient of a component that is complete. */
  private final long[] complete;

  private final boolean[] begun;
  private int count;

  JpegScans(Content content, JpegFrame frame, JpegTables tables) {
    this.content = content;
    this.frame = frame;
    this.tables = tables;
    complete = new long[frame.components()];
    begun = new boolean[frame.components()];
  }

  /**
   * Takes note of a scan by its header.
   *
   * @throws UnreadableImageException when it uses a table that is not defined
   */
  void add(JpegSegments segment) throws UnreadableImageException {
    count++;
    int at = segment.contentStart();
    int components = content.u8(at);
    int band = at + 1 + 2 * components;
    for (int i = 0; i < components; i++) {
      int component = frame.indexOf(content.u8(at + 1 + 2 * i));
      if (component >= 0) {
        add(component, content.u8(at + 2 + 2 * i), band);
      }
    }
  }

  private void add(int component, int huffman, int band) throws UnreadableImageException {
    boolean progressive = frame.progressive();
    int first = progressive ? content.u8(band) : 0;
    int last = progressive ? Math.min(content.u8(band + 1), LAST_COEFFICIENT) : LAST_COEFFICIENT;
    int approximation = progressive ? content.u8(band + 2) : 0;
    boolean refines = approximation >> 4 != 0;
    tables.requireQuantization(frame.quantization()[component]);
    if (first == 0 && !refines) {
      tables.requireDc(huffman >> 4);
      begun[component] = true;
    }
    if (last > 0) {
      tables.requireAc(huffman & 15);
    }
    if ((approximation & 15) == 0 && first <= last) {
      complete[component] |= -1L >>> LAST_COEFFICIENT - (last - first) << first;
    }
  }

  int count() {
    return count;
  }

  /** Whether every component has something of every pixel. */
  boolean areBegun() {
    for (boolean component : begun) {
      if (!component) {
        return false;
      }
    }
    return true;
  }

  /** Whether nothing can follow. */
  boolean areComplete() {
    for (long component : complete) {
      if (component != -1) {
        return false;
      }
    }
    return true;
  }
}
