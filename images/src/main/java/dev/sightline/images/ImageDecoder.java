package dev.sightline.images;

import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.ResizeMethod;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Turns images into the model's input pixels: height x width x 3 bytes, row by row, red first, 0 to
 * 255. For one thread; reuses its readers and tables from image to image.
 *
 * <p>Colours are those of {@code BufferedImage.getRGB} with alpha ignored, gray ones as they are
 * stored ({@link PixelRows}). An image of the model's size is copied, any other resized exactly
 * ({@link Axis}). An image is decoded in full or rejected: what a lenient decoder would paint gray
 * is {@link RejectionReason#TRUNCATED} or {@link RejectionReason#DAMAGED}.
 *
 * <p>What makes no pixel decides nothing, however odd it is: colour profiles, gamma and the
 * orientation that a camera notes are ignored, as by Pillow and TensorFlow.
 *
 * <p>Memory: a thread holds one strip of at most 64 MiB as decoded and a few rows of a reader's
 * own. Exceptions: a run-length BMP takes two bytes a pixel besides, and a progressive JPEG,
 * outside the heap, six (300 MB at 50 megapixels). The price is time: a reader goes over the file
 * from its start for each strip, three times for a JPEG of 50 megapixels, seven for a PNG of 16
 * bits with alpha.
 */
public final class ImageDecoder implements AutoCloseable {
  /** The most pixels of a model's input, height times width. */
  public static final int MAX_TARGET_PIXELS = 4096 * 4096;

  static final int STRIP_BYTES = 64 << 20;

  private final int height;
  private final int width;
  private final DecodeLimits limits;
  private final int stripBytes;
  private final DecodeDeadline deadline;
  private final Resizer resizer;
  private final PixelRow row = new PixelRow();
  private final Map<ImageFormat, FormatReader> readers = new EnumMap<>(ImageFormat.class);

  /**
   * @param height the model's input height in pixels
   * @param width the model's input width in pixels
   * @param resize how an image of another size becomes height x width
   * @throws IllegalArgumentException when height or width is not positive, or both make more than
   *     4096 x 4096 pixels
   */
  public ImageDecoder(int height, int width, ResizeMethod resize, DecodeLimits limits) {
    this(height, width, resize, limits, STRIP_BYTES, DecodeDeadline.of(limits.maxTime()));
  }

  ImageDecoder(
      int height,
      int width,
      ResizeMethod resize,
      DecodeLimits limits,
      int stripBytes,
      DecodeDeadline deadline) {
    resizer = new Resizer(height, width, resize);
    this.height = height;
    this.width = width;
    this.limits = Objects.requireNonNull(limits, "limits");
    this.stripBytes = stripBytes;
    this.deadline = deadline;
  }

  /** Bytes of one decoded image: height x width x 3. */
  public int imageBytes() {
    return resizer.imageBytes();
  }

  /**
   * Decodes the image of an event into {@code target[offset]} to {@code target[offset +
   * imageBytes() - 1]}; when it is rejected, what is there is undefined. The event's buffer is not
   * moved.
   *
   * @throws IndexOutOfBoundsException when the target has no room
   */
  public Decoding decode(ImageEvent event, byte[] target, int offset) {
    Objects.checkFromIndexSize(offset, imageBytes(), target.length);
    Content content = Content.of(event.getContent());
    return event.getEncoding() == ImageEncoding.RGB
        ? decodeRaw(event, content, target, offset)
        : decodeFile(content, target, offset);
  }

  /**
   * Decodes an image file as {@link #decode(ImageEvent, byte[], int)} does that of an event.
   *
   * @throws IndexOutOfBoundsException when the target has no room
   */
  public Decoding decodeFile(byte[] file, byte[] target, int offset) {
    Objects.checkFromIndexSize(offset, imageBytes(), target.length);
    return decodeFile(new Content(file, 0, file.length), target, offset);
  }

  private Decoding decodeFile(Content content, byte[] target, int offset) {
    ImageFormat format = null;
    ImageHeader header = null;
    deadline.start();
    try {
      limits.checkBytes(content.length());
      format = ImageFormat.of(content);
      header = ImageHeader.read(format, content);
      limits.checkSize(header.width(), header.height());
      limits.checkScans(header);
      decodePixels(header, target, offset);
      return new Decoded(format, header.width(), header.height());
    } catch (UnreadableImageException e) {
      return rejected(format, header, e.reason(), e.getMessage());
    } catch (IOException | RuntimeException | InternalError e) {
      throwIfOutOfMemory(e);
      if (deadline.isOver()) {
        return rejected(format, header, RejectionReason.TOO_SLOW, deadline.message());
      }
      UnreadableImageException unreadable =
          header == null
              ? UnreadableImageException.damaged("%s", describe(e))
              : header.missingPixels(describe(e));
      return rejected(format, header, unreadable.reason(), unreadable.getMessage());
    }
  }

  private void decodePixels(ImageHeader header, byte[] target, int offset)
      throws IOException, UnreadableImageException {
    FormatReader reader =
        readers.computeIfAbsent(header.format(), format -> new FormatReader(format, deadline));
    boolean resize = header.width() != width || header.height() != height;
    if (resize) {
      resizer.begin(header.height(), header.width());
    }
    int stripRows = header.stripRows(stripBytes);
    for (int first = 0; first < header.height(); first += stripRows) {
      int rows = Math.min(stripRows, header.height() - first);
      BufferedImage strip = reader.read(header, first, rows);
      PixelRows pixels = PixelRows.of(strip);
      if (resize) {
        add(pixels, first, rows);
      } else {
        copy(pixels, rows, target, offset + 3 * width * first);
      }
    }
    if (resize) {
      resizer.finish(target, offset);
    }
  }

  private void add(PixelRows pixels, int first, int rows) throws IOException {
    for (int y = 0; y < rows; y++) {
      deadline.check();
      if (resizer.needs(first + y)) {
        pixels.read(y, row);
        resizer.add(first + y, row);
      }
    }
  }

  private void copy(PixelRows pixels, int rows, byte[] target, int offset) {
    for (int y = 0; y < rows; y++) {
      pixels.read(y, row);
      row.copyTo(target, offset + 3 * width * y, width);
    }
  }

  private Decoding decodeRaw(ImageEvent event, Content content, byte[] target, int offset) {
    try {
      limits.checkBytes(content.length());
      int imageWidth = positive("width", event.getWidth());
      int imageHeight = positive("height", event.getHeight());
      limits.checkSize(imageWidth, imageHeight);
      long expected = 3L * imageWidth * imageHeight;
      if (content.length() != expected) {
        throw new UnreadableImageException(
            RejectionReason.WRONG_SIZE,
            String.format(
                "%d×%d×3 is %d bytes, the content has %d",
                imageWidth, imageHeight, expected, content.length()));
      }
      resizer.resize(content.array(), content.offset(), imageHeight, imageWidth, target, offset);
      return new Decoded(ImageFormat.RGB, imageWidth, imageHeight);
    } catch (UnreadableImageException e) {
      return rejected(ImageFormat.RGB, null, e.reason(), e.getMessage());
    }
  }

  private static int positive(String side, Integer pixels) throws UnreadableImageException {
    if (pixels == null || pixels <= 0) {
      throw new UnreadableImageException(
          RejectionReason.WRONG_SIZE, side + " must be positive, is " + pixels);
    }
    return pixels;
  }

  private static Rejected rejected(
      ImageFormat format, ImageHeader header, RejectionReason reason, String message) {
    String subject = format == null ? "" : format + ": ";
    if (header != null) {
      subject = format + " of " + header.width() + "×" + header.height() + " pixels: ";
    }
    return new Rejected(reason, subject + message.strip().replaceAll("\\s+", " "));
  }

  /** The readers wrap what went wrong, some with a cause that says more. */
  private static String describe(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      text.append(text.isEmpty() ? "" : ": ");
      text.append(t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage());
    }
    return text.toString();
  }

  /**
   * The PNG reader wraps an {@link OutOfMemoryError}: that is the process's fault, not the data's.
   */
  private static void throwIfOutOfMemory(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof OutOfMemoryError) {
        throw (OutOfMemoryError) t;
      }
    }
  }

  /** Frees what the readers hold outside the heap. */
  @Override
  public void close() {
    readers.values().forEach(FormatReader::close);
  }
}
