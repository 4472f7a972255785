package dev.sightline.trainer.data.source;

import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.Holdout;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Split;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place that a data set is read from. Sources hold no resources and no state: every call reads
 * afresh, and they may be shared between threads.
 */
public sealed interface DataSource permits ImageFolder, ImageZip, Cifar10Archive, DrawnShapes {

  /**
   * Reads everything into memory, every image brought to one size.
   *
   * @param resize how an image of another size gets there: what the manifest of a model that is
   *     trained on it must name
   * @throws DataSetException when it cannot be read
   */
  DataSet load(ImageSize size, ResizeMethod resize);

  /**
   * One split, to be read in batches. Of files, their names are read at once.
   *
   * @throws DataSetException when it can't be found
   */
  ImageSplit split(Split split);

  /** What the held-out images are drawn by, where the data set has no test split of its own. */
  default Optional<Holdout> holdout() {
    return Optional.empty();
  }

  /** Reads everything into memory at the size of CIFAR-10's images, 32×32, by area average. */
  default DataSet load() {
    return load(ImageSize.CIFAR, ResizeMethod.AREA);
  }

  /**
   * The size of the first training image that can be decoded: what to load at for images to stay as
   * they are.
   *
   * @throws DataSetException when it cannot be read
   */
  ImageSize nativeSize();

  /**
   * The held-out images as encoded files, class by class, read as the stream goes. Close the
   * stream. Files that {@link #load} would skip are among them: they are for replaying what is
   * there.
   *
   * @throws DataSetException when they cannot be read, from this call or from the stream
   */
  Stream<EncodedExample> heldOutFiles();

  /** The source at a path, by {@link Holdout#DEFAULT}. */
  static DataSource of(Path path) {
    return of(path, Holdout.DEFAULT);
  }

  /**
   * The source at a path: a folder or a zip of {@code train/<class>/*} and {@code test/<class>/*},
   * or of {@code <class>/*}, or {@code cifar-10-binary.tar.gz}; a file is told by its first bytes,
   * not by its name. Where nothing is called so, {@code drawn-shapes} are {@link DrawnShapes}.
   *
   * @param holdout draws the held-out images where there is no test split
   * @throws DataSetException when there is nothing at the path or something else
   */
  static DataSource of(Path path, Holdout holdout) {
    if (Files.isDirectory(path)) {
      return new ImageFolder(path, holdout);
    }
    if (!Files.exists(path) && path.toString().equals(DrawnShapes.NAME)) {
      return DrawnShapes.ASKED_FOR;
    }
    if (!Files.exists(path)) {
      throw new DataSetException(path + ": there is no such file or folder");
    }
    byte[] start = firstBytes(path);
    if (start.length == 2 && start[0] == 'P' && start[1] == 'K') {
      return new ImageZip(path, holdout);
    }
    if (start.length == 2 && start[0] == 0x1f && start[1] == (byte) 0x8b) {
      return new Cifar10Archive(path);
    }
    throw new DataSetException(
        path
            + ": expected a folder or a zip of class folders, <class>/* or train/<class>/* and"
            + " test/<class>/*, or cifar-10-binary.tar.gz");
  }

  private static byte[] firstBytes(Path path) {
    try (InputStream file = Files.newInputStream(path)) {
      return file.readNBytes(2);
    } catch (IOException unreadable) {
      throw new DataSetException(path + ": cannot be read: " + unreadable, unreadable);
    }
  }
}
