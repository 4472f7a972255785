package dev.sightline.trainer.data.source;

import dev.sightline.images.Decoded;
import dev.sightline.images.Decoding;
import dev.sightline.images.ImageFormat;
import dev.sightline.images.Rejected;
import dev.sightline.images.RejectionReason;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.OriginalSizes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Decodes the image files of a split on every core. The order of the examples is that of the files,
 * whatever the threads do.
 */
final class SplitDecoder {
  private final Object where;
  private final ImageTreeReader.Content content;
  private final ImageSize size;
  private final ResizeMethod method;

  /**
   * @param where the folder or zip, for messages
   */
  SplitDecoder(Object where, ImageTreeReader.Content content, ImageSize size, ResizeMethod method) {
    this.where = where;
    this.content = content;
    this.size = size;
    this.method = method;
  }

  /**
   * @throws DataSetException when the content can't be read
   */
  DecodedSplit decode(List<ImageTree.File> files) {
    byte[] pixels = size.allocate(files.size());
    Decoding[] decoded = new Decoding[files.size()];
    AtomicInteger next = new AtomicInteger();
    inParallel(
        () -> {
          try (FileDecoder decoder = new FileDecoder(content, size, method)) {
            for (int i; (i = next.getAndIncrement()) < decoded.length; ) {
              decoded[i] = decoder.decode(files.get(i), pixels, i * size.bytes());
            }
            return null;
          } finally {
            next.set(decoded.length); // one worker's failure stops the others
          }
        });
    return new DecodedSplit(
        withoutRejected(files, decoded, pixels),
        leftOut(files, decoded),
        (int) Stream.of(decoded).filter(this::isResized).count());
  }

  private void inParallel(Callable<Void> work) {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      for (Future<Void> done : workers.invokeAll(Collections.nCopies(threads, work))) {
        done.get();
      }
    } catch (ExecutionException failed) {
      throw new DataSetException(
          where + ": cannot be read: " + failed.getCause(), failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new DataSetException(where + ": interrupted while reading", interrupted);
    } finally {
      workers.shutdownNow();
    }
  }

  private Examples withoutRejected(List<ImageTree.File> files, Decoding[] decoded, byte[] pixels) {
    int bytes = size.bytes();
    int[] labels = new int[files.size()];
    int[] heights = new int[files.size()];
    int[] widths = new int[files.size()];
    int kept = 0;
    for (int i = 0; i < decoded.length; i++) {
      if (decoded[i] instanceof Decoded image) {
        System.arraycopy(pixels, i * bytes, pixels, kept * bytes, bytes);
        heights[kept] = image.height();
        widths[kept] = image.width();
        labels[kept++] = files.get(i).label();
      }
    }
    byte[] keptPixels = kept == labels.length ? pixels : Arrays.copyOf(pixels, kept * bytes);
    return new Examples(
        size.height(),
        size.width(),
        keptPixels,
        Arrays.copyOf(labels, kept),
        new OriginalSizes(Arrays.copyOf(heights, kept), Arrays.copyOf(widths, kept)));
  }

  private List<LeftOut> leftOut(List<ImageTree.File> files, Decoding[] decoded) {
    List<LeftOut> leftOut = new ArrayList<>();
    for (int i = 0; i < decoded.length; i++) {
      if (decoded[i] instanceof Rejected rejected) {
        leftOut.add(leftOut(files.get(i).path(), rejected));
      }
    }
    return leftOut;
  }

  private LeftOut leftOut(String path, Rejected rejected) {
    boolean unknown = rejected.reason() == RejectionReason.UNKNOWN_FORMAT;
    return unknown && isForeign(path)
        ? LeftOut.otherFormat(path, rejected.message())
        : LeftOut.unreadable(path, rejected.message(), unknown);
  }

  /** Read once more: such files are few, or too many. */
  private boolean isForeign(String path) {
    try {
      return ImageFormat.isForeign(content.read(path));
    } catch (IOException gone) {
      return false;
    }
  }

  private boolean isResized(Decoding decoding) {
    return decoding instanceof Decoded image
        && (image.height() != size.height() || image.width() != size.width());
  }
}
