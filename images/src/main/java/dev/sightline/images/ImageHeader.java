package dev.sightline.images;

/**
 * What an image file says of itself before its pixels are read.
 *
 * @param format never {@link ImageFormat#RGB}
 * @param width in pixels, positive
 * @param height in pixels, positive
 * @param bytesPerPixel an upper bound of the heap that one decoded pixel takes
 * @param scans how often the file goes over its pixels: 1 but for a JPEG of several scans
 * @param content what the reader gets: the file, or a copy without the parts that can cost it more
 *     than their length
 */
record ImageHeader(
    ImageFormat format, int width, int height, int bytesPerPixel, int scans, Content content) {

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
      throw new UnreadableImageException(
          RejectionReason.DAMAGED,
          "width and height must be positive, are " + header.width + " and " + header.height);
    }
    return header;
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
