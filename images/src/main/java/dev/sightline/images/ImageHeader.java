package dev.sightline.images;

import java.util.List;

/**
 * What an image file says of itself before its pixels are read.
 *
 * @param format never {@link ImageFormat#RGB}
 * @param width in pixels, positive
 * @param height in pixels, positive
 * @param bytesPerPixel an upper bound of the heap that one decoded pixel takes
 * @param scans how often the file goes over its pixels: 1 but for a JPEG of several scans
 * @param ended whether the file goes on behind its pixels, if only by the mark of its end: where
 *     pixels are missing, they are not cut off
 * @param parts what the reader gets: the file without what makes no pixel
 */
record ImageHeader(
    ImageFormat format,
    int width,
    int height,
    int bytesPerPixel,
    int scans,
    boolean ended,
    List<Content> parts) {

  /**
   * Reads the header and checks the structure on which the reader's memory and time depend; decodes
   * nothing.
   *
   * @throws UnreadableImageException when the file is truncated, inconsistent or of a kind that is
   *     not read
   */
  static ImageHeader read(ImageFormat format, Content content) throws UnreadableImageException {
    ImageHeader header = format.readHeader(content);
    if (header.width <= 0 || header.height <= 0) {
      throw UnreadableImageException.damaged(
          "width and height must be positive, are %d and %d", header.width, header.height);
    }
    return header;
  }

  /** What to throw where the reader finds that pixels are missing. */
  UnreadableImageException missingPixels(String found) {
    return ended
        ? UnreadableImageException.damaged("%s", found)
        : UnreadableImageException.truncated(
            "truncated: the file ends before its last pixel: %s", found);
  }

  long pixels() {
    return (long) width * height;
  }

  /** The rows of a strip of at most so many bytes as decoded, at least one and at most all. */
  int stripRows(int stripBytes) {
    long rowBytes = (long) width * bytesPerPixel;
    return (int) Math.max(1, Math.min(height, stripBytes / rowBytes));
  }
}
