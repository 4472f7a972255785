package dev.sightline.images;

import java.time.Duration;

/**
 * The largest image that is decoded. Bytes and pixels are inclusive and are checked before any
 * pixel is allocated; the time is checked while the image is decoded.
 *
 * <p>Besides, no side may exceed {@value #MAX_SIDE} pixels, a JPEG's own limit: one row is then at
 * most half a megabyte in any format.
 *
 * @param maxBytes most bytes of an image as it comes
 * @param maxPixels most pixels of an image, width times height
 * @param maxTime the longest that an image may occupy the processor; by the clock, twice as long
 */
public record DecodeLimits(long maxBytes, long maxPixels, Duration maxTime) {
  /** Longest side in pixels. */
  public static final int MAX_SIDE = 65_535;

  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1);

  /** 16 MiB, 50 megapixels and ten seconds. */
  public static final DecodeLimits DEFAULT =
      new DecodeLimits(16L << 20, 50_000_000, Duration.ofSeconds(10));

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
            + (maxPixels > 0 ? "" : " maxPixels must be positive, is " + maxPixels + ";")
            + (maxTime.isNegative() || maxTime.isZero()
                ? " maxTime must be positive, is " + maxTime + ";"
                : "");
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("decode limits:" + faults);
    }
  }

  /** Limits of size alone: an image takes as long as it takes. */
  public DecodeLimits(long maxBytes, long maxPixels) {
    this(maxBytes, maxPixels, AS_LONG_AS_IT_TAKES);
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
