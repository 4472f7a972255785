package dev.sightline.trainer.data.source;

import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Split;
import dev.sightline.trainer.data.source.LeftOut.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many pictures of a data set may be left out: one in a hundred that can't be read, one in ten
 * of formats that are not read, one of these in any case, and none that a class has nothing but.
 * Files that are no pictures don't matter.
 *
 * @param where the folder or zip, for messages
 * @param files that are read
 */
record UnreadableFiles(Object where, ImageTree tree, int files) {
  /** More than one unreadable file in so many is an error. */
  static final int ONE_IN = 100;

  /** Of other formats so many are no accident any more, and what remains is another data set. */
  static final int OTHER_FORMAT_IN = 10;

  private static final int SHOWN = 5;

  /**
   * @param leftOut so far
   * @throws DataSetException when there are too many pictures among them
   */
  void requireFew(List<LeftOut> leftOut) {
    List<String> pictures = of(Loss.PICTURE, leftOut);
    if ((long) pictures.size() * ONE_IN > files) {
      throw tooMany("cannot be read", pictures, ONE_IN);
    }
    List<String> otherFormats = of(Loss.OTHER_FORMAT, leftOut);
    if (otherFormats.size() > 1 && (long) otherFormats.size() * OTHER_FORMAT_IN > files) {
      throw tooMany("are of formats that are not read", otherFormats, OTHER_FORMAT_IN);
    }
  }

  private static List<String> of(Loss loss, List<LeftOut> leftOut) {
    return leftOut.stream().filter(file -> file.loss() == loss).map(LeftOut::toString).toList();
  }

  private DataSetException tooMany(String what, List<String> pictures, int oneIn) {
    return new DataSetException(
        "%s: %d of %d images %s, more than one in %d; the first: %s"
            .formatted(
                where,
                pictures.size(),
                Math.max(files, pictures.size()),
                what,
                oneIn,
                String.join("; ", pictures.subList(0, Math.min(SHOWN, pictures.size())))));
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
        throw new DataSetException(
            "%s: no image of %s can be read%s"
                .formatted(where, images(split, file), first(file.label(), leftOut)));
      }
    }
  }

  private String images(Split split, ImageTree.File file) {
    return tree.holdout().isPresent()
        ? "class %s for %s".formatted(tree.className(file), split)
        : "%s/%s/".formatted(split, tree.className(file));
  }

  private String first(int label, List<LeftOut> leftOut) {
    Set<String> ofClass =
        Stream.concat(tree.training().stream(), tree.heldOut().stream())
            .filter(file -> file.label() == label)
            .map(ImageTree.File::path)
            .collect(Collectors.toSet());
    return leftOut.stream()
        .filter(file -> ofClass.contains(file.path()))
        .findFirst()
        .map(file -> "; the first: " + file)
        .orElse("");
  }
}
