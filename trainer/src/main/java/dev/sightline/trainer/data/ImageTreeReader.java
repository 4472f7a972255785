package dev.sightline.trainer.data;

import dev.sightline.schemas.ResizeMethod;
import dev.sightline.schemas.image.DecodeLimits;
import dev.sightline.schemas.image.Decoded;
import dev.sightline.schemas.image.ImageDecoder;
import dev.sightline.schemas.image.Rejected;
import java.io.EOFException;
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
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * Decodes the files of an {@link ImageTree} on every core. The order of the examples is that of the
 * tree, whatever the threads do. Files that can't be decoded are left out and listed; too many of
 * them are an error.
 */
final class ImageTreeReader {
  /** More than one unreadable file in so many is an error. */
  static final int ONE_UNREADABLE_IN = 100;

  /** 64 megapixels, in however many bytes: the file is in memory by then. */
  private static final DecodeLimits LIMITS = new DecodeLimits(Integer.MAX_VALUE, 1L << 26);

  private final Object where;
  private final ImageTree tree;
  private final Content content;

  /** Gives the bytes of the file at a path of the tree; called from many threads. */
  interface Content {
    /**
     * @throws ZipException when this one file is damaged
     * @throws EOFException when this one file is cut short
     * @throws IOException when it is no use reading on
     */
    byte[] read(String path) throws IOException;
  }

  /**
   * @param where the folder or zip, for messages
   */
  ImageTreeReader(Object where, ImageTree tree, Content content) {
    this.where = where;
    this.tree = tree;
    this.content = content;
  }

  /**
   * @param sha256 is asked for when every file has been read
   * @throws DataSetException when the content can't be read, when more than one file in a hundred
   *     can't be decoded, or when they leave a class without images
   */
  DataSet read(String name, ImageSize size, ResizeMethod method, Supplier<String> sha256) {
    List<String> faults = new ArrayList<>();
    tree.misplaced().forEach(path -> faults.add(path + ": not directly in a class folder"));
    Examples training = decode(tree.training(), size, method, faults);
    Examples heldOut = decode(tree.heldOut(), size, method, faults);
    requireFew(faults);
    requireEveryClass(ImageTree.TRAINING, training);
    requireEveryClass(ImageTree.HELD_OUT, heldOut);
    return new DataSet(
        name,
        sha256.get(),
        tree.classes(),
        training,
        Examples.none(size),
        heldOut,
        Skipped.of(faults));
  }

  /** The held-out files as they are, each read when the stream comes to it. */
  Stream<EncodedExample> heldOutFiles() {
    return tree.heldOut().stream()
        .map(file -> new EncodedExample(file.path(), tree.className(file), bytes(file)));
  }

  private byte[] bytes(ImageTree.File file) {
    try {
      return content.read(file.path());
    } catch (IOException unreadable) {
      throw new DataSetException(
          where + ": " + file.path() + " cannot be read: " + unreadable, unreadable);
    }
  }

  /** The size of the first training image that can be decoded. */
  ImageSize nativeSize() {
    try (ImageDecoder decoder = new ImageDecoder(1, 1, ResizeMethod.AREA, LIMITS)) {
      byte[] pixel = new byte[decoder.imageBytes()];
      for (ImageTree.File file : tree.training()) {
        if (decoder.decodeFile(bytes(file), pixel, 0) instanceof Decoded image) {
          return new ImageSize(image.height(), image.width());
        }
      }
    }
    throw new DataSetException(where + ": no image of " + ImageTree.TRAINING + " can be read");
  }

  private Examples decode(
      List<ImageTree.File> files, ImageSize size, ResizeMethod method, List<String> faults) {
    byte[] pixels = size.allocate(files.size());
    String[] faultOf = new String[files.size()];
    AtomicInteger next = new AtomicInteger();
    inParallel(
        () -> {
          try (ImageDecoder decoder =
              new ImageDecoder(size.height(), size.width(), method, LIMITS)) {
            for (int i; (i = next.getAndIncrement()) < faultOf.length; ) {
              faultOf[i] = decode(decoder, files.get(i), pixels, i * size.bytes());
            }
            return null;
          } finally {
            next.set(faultOf.length); // one worker's failure stops the others
          }
        });
    Arrays.stream(faultOf).filter(fault -> fault != null).forEach(faults::add);
    return withoutFaulty(files, faultOf, pixels, size);
  }

  /** Returns what is wrong with the file, or null. */
  private String decode(ImageDecoder decoder, ImageTree.File file, byte[] pixels, int offset)
      throws IOException {
    try {
      return decoder.decodeFile(content.read(file.path()), pixels, offset)
              instanceof Rejected rejected
          ? file.path() + ": " + rejected.message()
          : null;
    } catch (ZipException | EOFException damaged) {
      return file.path() + ": " + damaged.getMessage();
    }
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

  private static Examples withoutFaulty(
      List<ImageTree.File> files, String[] faultOf, byte[] pixels, ImageSize size) {
    int bytes = size.bytes();
    int[] labels = new int[files.size()];
    int kept = 0;
    for (int i = 0; i < faultOf.length; i++) {
      if (faultOf[i] == null) {
        System.arraycopy(pixels, i * bytes, pixels, kept * bytes, bytes);
        labels[kept++] = files.get(i).label();
      }
    }
    byte[] keptPixels = kept == labels.length ? pixels : Arrays.copyOf(pixels, kept * bytes);
    return new Examples(size.height(), size.width(), keptPixels, Arrays.copyOf(labels, kept));
  }

  private void requireFew(List<String> faults) {
    int files = tree.training().size() + tree.heldOut().size() + tree.misplaced().size();
    if ((long) faults.size() * ONE_UNREADABLE_IN > files) {
      throw new DataSetException(
          "%s: %d of %d images cannot be read, more than one in %d; the first: %s"
              .formatted(
                  where,
                  faults.size(),
                  files,
                  ONE_UNREADABLE_IN,
                  String.join("; ", faults.subList(0, Math.min(5, faults.size())))));
    }
  }

  private void requireEveryClass(String split, Examples examples) {
    boolean[] seen = new boolean[tree.classes().size()];
    for (int label : examples.labels()) {
      seen[label] = true;
    }
    for (int label = 0; label < seen.length; label++) {
      if (!seen[label]) {
        throw new DataSetException(
            where + ": no image of " + split + tree.classes().get(label) + "/ can be read");
      }
    }
  }
}
