package dev.sightline.trainer.data.source;

import dev.sightline.images.Decoded;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.Skipped;
import dev.sightline.trainer.data.Split;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads the files of an {@link ImageTree} into a data set. Files that can't be decoded are left out
 * and listed; too many of them are an error.
 */
final class ImageTreeReader {
  private final Object where;
  private final ImageTree tree;
  private final Content content;

  /** Gives the bytes of the file at a path of the tree; called from many threads. */
  interface Content {
    /** More are not read of one file: few bytes of a zip can become very many. 64 MiB. */
    int MOST_BYTES = 1 << 26;

    /**
     * @throws UnusableFileException when this one file is damaged or too large
     * @throws IOException when it is no use reading on
     */
    byte[] read(String path) throws IOException;

    /**
     * Reads a file to its end.
     *
     * @throws UnusableFileException when it has more than {@link #MOST_BYTES}
     */
    static byte[] all(InputStream file) throws IOException {
      byte[] content = file.readNBytes(MOST_BYTES + 1);
      if (content.length > MOST_BYTES) {
        throw new UnusableFileException("has more than " + MOST_BYTES + " bytes");
      }
      return content;
    }
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
    requireHeap(size);
    List<LeftOut> leftOut = new ArrayList<>(tree.leftOut());
    SplitDecoder decoder = new SplitDecoder(where, content, size, method);
    DecodedSplit training = decoder.decode(tree.training());
    DecodedSplit heldOut = decoder.decode(tree.heldOut());
    leftOut.addAll(training.leftOut());
    leftOut.addAll(heldOut.leftOut());
    UnreadableFiles unreadable = new UnreadableFiles(where, tree, files());
    unreadable.requireFew(leftOut);
    unreadable.requireEvery(Split.TRAIN, training.examples().labels(), leftOut);
    unreadable.requireEvery(Split.TEST, heldOut.examples().labels(), leftOut);
    return new DataSet(
        name,
        sha256.get(),
        tree.classes(),
        training.examples(),
        Examples.none(size),
        heldOut.examples(),
        Skipped.of(leftOut.stream().map(LeftOut::toString).toList()),
        training.resized() + heldOut.resized(),
        tree.holdout());
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
    ImageSize pixelSize = new ImageSize(1, 1);
    try (FileDecoder decoder = new FileDecoder(content, pixelSize, ResizeMethod.AREA)) {
      byte[] pixel = pixelSize.allocate(1);
      for (ImageTree.File file : tree.training()) {
        if (decoder.decode(file, pixel, 0) instanceof Decoded image) {
          return new ImageSize(image.height(), image.width());
        }
      }
    } catch (IOException failed) {
      throw new DataSetException(where + ": cannot be read: " + failed, failed);
    }
    throw new DataSetException(where + ": no training image can be read");
  }

  /** Says before the work that it would be in vain. */
  private void requireHeap(ImageSize size) {
    long needed = (long) files() * size.bytes();
    long heap = Runtime.getRuntime().maxMemory();
    if (needed > heap) {
      throw new DataSetException(
          "%s: %d images of %s take %d MiB, and the heap has %d MiB: %s"
              .formatted(
                  where,
                  files(),
                  size,
                  needed >> 20,
                  heap >> 20,
                  "choose fewer images, or give Java more memory (JAVA_OPTS=-Xmx%dg)"
                      .formatted((needed >> 29) + 2)));
    }
  }

  private int files() {
    return tree.training().size() + tree.heldOut().size();
  }
}
