package dev.sightline.images;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a file that make its pixels, for the reader of its format: stretches of the file,
 * which are not copied, and bytes between them that stand for what is left out.
 */
final class Excerpt {
  /** Files that are in order have fewer than 100. */
  private static final int MOST_PARTS = 1000;

  private final Content file;
  private final List<Content> parts = new ArrayList<>(4);
  private int from;
  private int to;

  Excerpt(Content file) {
    this.file = file;
  }

  /** Goes on with the file's bytes from {@code from} up to {@code to}. */
  void keep(int from, int to) throws UnreadableImageException {
    if (from != this.to) {
      endStretch();
      this.from = from;
    }
    this.to = to;
  }

  /** Goes on with bytes that are not the file's. */
  void insert(byte... bytes) throws UnreadableImageException {
    endStretch();
    add(new Content(bytes, 0, bytes.length));
  }

  /** All parts in their order. */
  List<Content> parts() throws UnreadableImageException {
    endStretch();
    return parts;
  }

  private void endStretch() throws UnreadableImageException {
    if (from < to) {
      add(new Content(file.array(), file.offset() + from, to - from));
    }
    from = to;
  }

  private void add(Content part) throws UnreadableImageException {
    if (parts.size() == MOST_PARTS) {
      throw UnreadableImageException.damaged(
          "more than %d parts with bytes between them that belong to none", MOST_PARTS);
    }
    parts.add(part);
  }
}
