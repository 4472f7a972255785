package dev.sightline.images;

/**
 * The largest image that is decoded. Both limits are inclusive and are checked before any pixel is
 * allocated.
 *
 * <p>Besides, no side may exceed {@value #MAX_SIDE} pixels, a JPEG's own limit: one row is then at
 * most half a megabyte in any format.
 *
 * @param maxBytes most bytes of an image as it comes
 * @param maxPixels most pixels of an image, width times height
 */
public record DecodeLimits(long maxBytes, long maxPixels) {
  /** Longest side in pixels. */
  public static final int MAX_SIDE = 65_535;

  /** 16 MiB and 50 megapixels. */
  public static final DecodeLimits DEFAULT = new DecodeLimits(16L << 20, 50_000_000);

  /**
   * Most pixels that the scans of one JPEG may visit, as a multiple of {@link #maxPixels()}: a
   * progressive file of ten scans visits each pixel ten times, a hostile one thousands of times.
   */
  static final int SCANS_AT_MAX_PIXELS = 16;

  /**
   * @throws IllegalArgumentException when a limit is not positive, naming each that is not
   */
  public DecodeLimits {
    String faults =
        (maxBytes > 0 ? "" : " maxBytes must be positive, is " + maxBytes + ";")
            + (maxPixels > 0 ? "" : " maxPixels must be positive, is " + maxPixels + ";");
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("decode limits:" + faults);
    }
  }

  void checkBytes(long bytes) throws UnreadableImageException {
    if (bytes == 0) {
      throw new UnreadableImageException(RejectionReason.EMPTY, "the content is empty");
    }
    if (bytes > maxBytes) {
      throw new UnreadableImageException(
          RejectionReason.TOO_MANY_BYTES,
          "content of " + bytes + " bytes: at most " + maxBytes + " are decoded");
    }
  }

  void checkSize(int width, int height) throws UnreadableImageException {
    if (width > MAX_SIDE || height > MAX_SIDE) {
      throw new UnreadableImageException(
          RejectionReason.TOO_MANY_PIXELS, "no side may exceed " + MAX_SIDE + " pixels");
    }
    long pixels = (long) width * height;
    if (pixels > maxPixels) {
      throw new UnreadableImageException(
          RejectionReason.TOO_MANY_PIXELS,
          pixels + " pixels: at most " + maxPixels + " are decoded");
    }
  }

  void checkScans(ImageHeader header) throws UnreadableImageException {
    double most = (double) SCANS_AT_MAX_PIXELS * maxPixels / header.pixels();
    if (header.scans() > most) {
      throw new UnreadableImageException(
          RejectionReason.TOO_MANY_PIXELS,
          header.scans() + " scans: at most " + (long) most + " are decoded at this size");
    }
  }
}
