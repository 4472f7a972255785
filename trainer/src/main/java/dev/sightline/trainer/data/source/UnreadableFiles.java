package dev.sightline.trainer.data.source;

import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Split;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How many pictures of a data set may be unreadable: one in a hundred, and none that a class has
 * nothing but. Files that are no pictures don't matter.
 *
 * @param where the folder or zip, for messages
 * @param files that are read
 */
record UnreadableFiles(Object where, ImageTree tree, int files) {
  /** More than one unreadable file in so many is an error. */
  static final int ONE_IN = 100;

  private static final int SHOWN = 5;

  /**
   * @param leftOut so far
   * @throws DataSetException when there are too many pictures among them
   */
  void requireFew(List<LeftOut> leftOut) {
    List<String> pictures =
        leftOut.stream().filter(LeftOut::picture).map(LeftOut::toString).toList();
    if ((long) pictures.size() * ONE_IN > files) {
      throw new DataSetException(
          "%s: %d of %d images cannot be read, more than one in %d; the first: %s"
              .formatted(
                  where,
                  pictures.size(),
                  Math.max(files, pictures.size()),
                  ONE_IN,
                  String.join("; ", pictures.subList(0, Math.min(SHOWN, pictures.size())))));
    }
  }

  /**
   * @param labels of the images that were read
   * @param leftOut the files that were not
   * @throws DataSetException when a class has none
   */
  void requireEvery(Split split, int[] labels, List<LeftOut> leftOut) {
    Set<Integer> seen = Arrays.stream(labels).boxed().collect(Collectors.toSet());
    for (ImageTree.File file : tree.files(split)) {
      if (!seen.contains(file.label())) {
        String folder = file.path().substring(0, file.path().lastIndexOf('/') + 1);
        throw new DataSetException(
            "%s: no image of %s can be read%s"
                .formatted(
                    where,
                    tree.holdout().isPresent() ? folder + " for " + split : folder,
                    first(folder, leftOut)));
      }
    }
  }

  private static String first(String folder, List<LeftOut> leftOut) {
    return leftOut.stream()
        .filter(file -> file.path().startsWith(folder))
        .findFirst()
        .map(file -> "; the first: " + file)
        .orElse("");
  }
}
