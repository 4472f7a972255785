package dev.sightline.trainer.data.source;

import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Holdout;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A tree of image files within a folder or zip.
 *
 * @param top the folder that its paths begin in, with its slash; empty for the root
 * @param splits the folders of the splits as they are written there
 */
record LocatedTree(String top, SplitFolders splits, ImageTree tree) {

  /**
   * Finds the tree, whichever layout it has.
   *
   * @param where the folder or zip, for messages
   * @param paths from the root of all; folders end in a slash, and may be left out
   * @param content of all
   * @param holdout draws the held-out files where there is no {@code test/<class>/} folder
   * @throws DataSetException with all that is wrong with the layout, and what was found
   */
  static LocatedTree of(
      Object where, Collection<String> paths, ImageTreeReader.Content content, Holdout holdout) {
    String top = TopFolder.of(paths);
    List<String> written = ImageTree.visible(TopFolder.below(paths, top));
    SplitFolders splits = SplitFolders.of(written);
    List<String> below = written.stream().map(splits::inLowerCase).toList();
    boolean split =
        ClassFolders.isSplit(below, ImageTree.TRAINING)
            || ClassFolders.isSplit(below, ImageTree.HELD_OUT);
    Optional<LabelledFiles> labelled =
        split
            ? Optional.empty()
            : LabelledFiles.of(where, below, path -> content.read(top + splits.asWritten(path)));
    return new LocatedTree(
        top,
        splits,
        labelled
            .map(files -> ImageTree.of(where, files, holdout))
            .orElseGet(() -> ImageTree.of(where, below, holdout)));
  }

  /** Where a path of the tree is in the folder or zip. */
  String path(String inTree) {
    return top + splits.asWritten(inTree);
  }

  /** The content of this tree's paths, of that of all. */
  ImageTreeReader.Content content(ImageTreeReader.Content all) {
    return path -> all.read(path(path));
  }
}
