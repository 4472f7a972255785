package dev.sightline.trainer.data.source;

import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Split;
import java.util.List;

/**
 * How many files of a data set may be unreadable: one in a hundred, and none that a class has
 * nothing but.
 *
 * @param where the folder or zip, for messages
 * @param files that are read
 */
record UnreadableFiles(Object where, int files) {
  /** More than one unreadable file in so many is an error. */
  static final int ONE_IN = 100;

  private static final int SHOWN = 5;

  /**
   * @param faults of files so far, each with its path
   * @throws DataSetException when there are too many
   */
  void requireFew(List<String> faults) {
    if ((long) faults.size() * ONE_IN > files) {
      throw new DataSetException(
          "%s: %d of %d images cannot be read, more than one in %d; the first: %s"
              .formatted(
                  where,
                  faults.size(),
                  files,
                  ONE_IN,
                  String.join("; ", faults.subList(0, Math.min(SHOWN, faults.size())))));
    }
  }

  /**
   * @param seen by index of the class, whether an image of it was read
   * @throws DataSetException when one was not
   */
  void requireEvery(ImageTree tree, Split split, boolean[] seen) {
    for (int label = 0; label < seen.length; label++) {
      if (!seen[label]) {
        throw new DataSetException(
            "%s: no image of %s/%s/ can be read"
                .formatted(where, split, tree.classes().get(label)));
      }
    }
  }
}
