package dev.sightline.images;

import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;

/**
 * How long an image will take to decode, told from its header before a pixel is read. What counts
 * is how many pixels are visited, and how often: by each scan, and anew for each strip. The times a
 * visit takes were measured on one machine and stand in RATIONALE.md; another is faster or slower
 * by a factor, which whoever uses the estimate learns from what decoding took. Pure functions.
 */
public final class DecodeEstimate {
  /** What the smallest image takes. */
  private static final long BASE_NANOS = 100_000;

  private static final long RAW_NANOS_PER_BYTE = 2;

  private DecodeEstimate() {}

  /**
   * The estimate in nanoseconds, at least 100,000 and at most {@link DecodeLimits#maxTime()}. An
   * image that is rejected by its header takes no longer than the smallest.
   */
  public static long nanos(ImageEvent event, DecodeLimits limits) {
    Content content = Content.of(event.getContent());
    try {
      limits.checkBytes(content.length());
      long pixels =
          event.getEncoding() == ImageEncoding.RGB
              ? RAW_NANOS_PER_BYTE * content.length()
              : fileNanos(ImageHeader.read(ImageFormat.of(content), content), limits);
      return Math.min(BASE_NANOS + pixels, limits.maxTime().toNanos());
    } catch (UnreadableImageException rejected) {
      return BASE_NANOS;
    }
  }

  private static long fileNanos(ImageHeader header, DecodeLimits limits)
      throws UnreadableImageException {
    limits.checkSize(header.width(), header.height());
    limits.checkScans(header);
    long rows = header.stripRows(ImageDecoder.STRIP_BYTES);
    long strips = (header.height() + rows - 1) / rows;
    long nanosPerPixel = nanosPerPixel(header);
    return header.scans() > 1
        ? header.pixels() * nanosPerPixel * strips // every scan is read for every strip
        : header.pixels() * nanosPerPixel * (strips + 1) / 2; // rows behind a strip are not read
  }

  private static long nanosPerPixel(ImageHeader header) {
    return switch (header.format()) {
      case PNG -> 6L * Math.max(2, header.bytesPerPixel());
      case JPEG -> 10 + 4L * header.scans();
      case GIF -> 18;
      case BMP -> 16;
      case RGB -> throw new IllegalArgumentException("raw pixels have no header");
    };
  }
}
