package dev.sightline.trainer.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.source.ImageTree.File;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageTreeTest {

  @Test
  void classesAndFilesAreSortedWhateverTheOrderOfThePaths() {
    ImageTree tree =
        tree("train/dog/1", "test/dog/1", "train/cat/2", "train/cat/1", "test/cat/1", "train/");
    assertThat(tree.classes()).containsExactly("cat", "dog");
    assertThat(tree.training())
        .containsExactly(
            new File("train/cat/1", 0), new File("train/cat/2", 0), new File("train/dog/1", 1));
    assertThat(tree.heldOut())
        .containsExactly(new File("test/cat/1", 0), new File("test/dog/1", 1));
  }

  @Test
  void hiddenFilesAndWhatLiesOutsideTheSplitsArePassedOver() {
    ImageTree tree =
        tree(
            "train/cat/1",
            "test/cat/1",
            "README.md",
            "extra/bird/1",
            "train/.DS_Store",
            "train/cat/.DS_Store",
            "__MACOSX/train/cat/._1");
    assertThat(tree.classes()).containsExactly("cat");
    assertThat(tree.training()).hasSize(1);
    assertThat(tree.misplaced()).isEmpty();
  }

  @Test
  void filesBesideOrBelowTheClassFoldersAreMisplaced() {
    ImageTree tree = tree("train/cat/1", "test/cat/1", "train/list.txt", "train/cat/more/2");
    assertThat(tree.misplaced()).containsExactlyInAnyOrder("train/list.txt", "train/cat/more/2");
  }

  @Test
  void aMissingSplitIsNamed() {
    assertThatThrownBy(() -> tree("test/cat/1"))
        .isInstanceOf(DataSetException.class)
        .hasMessage("pets: no train/<class>/ folder");
    assertThatThrownBy(() -> tree("train/cat/1"))
        .isInstanceOf(DataSetException.class)
        .hasMessage("pets: no test/<class>/ folder");
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(
            () -> tree("train/cat/1", "train/dog/", "train/emu/1", "test/cat/1", "test/fox/1"))
        .isInstanceOf(DataSetException.class)
        .hasMessage(
            "pets: train/dog/ has no images; class emu is in train/ and not in test/; class fox is"
                + " in test/ and not in train/");
  }

  private static ImageTree tree(String... paths) {
    return ImageTree.of("pets", List.of(paths));
  }
}
