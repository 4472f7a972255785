package dev.sightline.images;

import java.awt.Rectangle;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * The JDK's reader of one format, kept from image to image and replaced after each failure. For one
 * thread.
 *
 * <p>A JPEG, gray ones included, is read into an image that stores red, green and blue in this
 * order, kept while the size stays the same: every row is written by the reader or the image is
 * rejected.
 */
final class FormatReader implements AutoCloseable {
  private static final ComponentColorModel RGB_COLORS =
      new ComponentColorModel(
          ColorSpace.getInstance(ColorSpace.CS_sRGB),
          false,
          false,
          Transparency.OPAQUE,
          DataBuffer.TYPE_BYTE);
  private static final int[] RGB_OFFSETS = {0, 1, 2};
  private static final int MAX_KEPT_PIXELS = 1 << 20;

  private final ImageFormat format;
  private final DecodeDeadline deadline;
  private final ContentStream stream;
  private final GifRows gifRows = new GifRows();
  private ImageReader reader;
  private String damage;
  private BufferedImage kept;

  FormatReader(ImageFormat format, DecodeDeadline deadline) {
    this.format = format;
    this.deadline = deadline;
    this.stream = new ContentStream(deadline);
  }

  /**
   * Reads rows of an image at its full width. The result is valid until the next call.
   *
   * @throws UnreadableImageException when the reader warns of lost pixels or finds other dimensions
   * @throws IOException when the reader fails; as for any other exception, the next call gets a new
   *     reader
   */
  BufferedImage read(ImageHeader header, int firstRow, int rows)
      throws IOException, UnreadableImageException {
    boolean read = false;
    try {
      open(header.parts());
      BufferedImage image = reader.read(0, parameters(header, firstRow, rows));
      deadline.check();
      check(header, rows, image);
      read = true;
      return image;
    } finally {
      stream.release();
      if (!read) {
        close();
      }
    }
  }

  private void open(List<Content> parts) {
    if (reader == null) {
      Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
      if (!readers.hasNext()) {
        throw new IllegalStateException("this JDK has no ImageIO reader for " + format);
      }
      reader = readers.next();
      reader.addIIOReadWarningListener((source, warning) -> warned(warning));
      if (format != ImageFormat.JPEG) { // which would give each scan of a file as an image
        reader.addIIOReadProgressListener(new DeadlineListener(deadline));
      }
      if (format == ImageFormat.GIF) {
        reader.addIIOReadProgressListener(gifRows);
      }
    }
    damage = null;
    stream.open(parts);
    reader.setInput(stream, true, true);
  }

  /**
   * Readers warn where they go on without pixels: libjpeg paints what is missing of a truncated
   * file gray. The exceptions are warnings of what no pixel depends on.
   */
  private void warned(String warning) {
    boolean harmless =
        format == ImageFormat.PNG // of a palette that is too long, or there twice
            || warning.contains("Invalid SOS parameters for sequential") // which has no choice
            || warning.contains("extraneous bytes before marker 0xd9"); // behind the last pixel
    if (!harmless && damage == null) {
      damage = warning;
    }
  }

  private ImageReadParam parameters(ImageHeader header, int firstRow, int rows) {
    if (format != ImageFormat.JPEG && rows == header.height()) {
      return null;
    }
    ImageReadParam parameters = new ImageReadParam();
    if (rows < header.height()) {
      parameters.setSourceRegion(new Rectangle(0, firstRow, header.width(), rows));
    }
    if (format == ImageFormat.JPEG) {
      parameters.setDestination(rgbImage(header.width(), rows));
    }
    return parameters;
  }

  private BufferedImage rgbImage(int width, int height) {
    if (kept != null && kept.getWidth() == width && kept.getHeight() == height) {
      return kept;
    }
    kept = null;
    WritableRaster raster =
        Raster.createInterleavedRaster(
            DataBuffer.TYPE_BYTE, width, height, 3 * width, 3, RGB_OFFSETS, null);
    BufferedImage image = new BufferedImage(RGB_COLORS, raster, false, null);
    if ((long) width * height <= MAX_KEPT_PIXELS) {
      kept = image;
    }
    return image;
  }

  private void check(ImageHeader header, int rows, BufferedImage image)
      throws IOException, UnreadableImageException {
    if (format == ImageFormat.GIF && !gifRows.areComplete()) {
      damage = "the data end before the last row";
    }
    if (damage != null) {
      throw header.missingPixels(damage);
    }
    if (reader.getWidth(0) != header.width()
        || reader.getHeight(0) != header.height()
        || image.getWidth() != header.width()
        || image.getHeight() != rows) {
      throw UnreadableImageException.damaged(
          "the reader finds %d×%d pixels", reader.getWidth(0), reader.getHeight(0));
    }
  }

  /** Frees the reader and what it holds outside the heap; a later read starts a new one. */
  @Override
  public void close() {
    kept = null;
    if (reader != null) {
      reader.dispose();
      reader = null;
    }
  }
}
