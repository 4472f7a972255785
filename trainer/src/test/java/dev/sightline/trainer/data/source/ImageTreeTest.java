package dev.sightline.trainer.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Holdout;
import dev.sightline.trainer.data.source.ImageTree.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
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
    assertThat(tree.leftOut()).isEmpty();
  }

  @Test
  void filesBesideOrBelowTheClassFoldersAreMisplaced() {
    ImageTree tree = tree("train/cat/1", "test/cat/1", "train/list.txt", "train/cat/more/2");
    assertThat(tree.leftOut())
        .containsExactlyInAnyOrder(
            new LeftOut("train/list.txt", "not directly in a class folder", LeftOut.Loss.NONE),
            new LeftOut(
                "train/cat/more/2", "not directly in a class folder", LeftOut.Loss.PICTURE));
  }

  @Test
  void aMissingSplitIsNamed() {
    assertThatThrownBy(() -> tree("test/cat/1"))
        .isInstanceOf(DataSetException.class)
        .hasMessage("pets: no train/<class>/ folder; found 1 folder (test/)");
    assertThatThrownBy(() -> tree("train/cat/1", "train/cat/2", "val/cat/1"))
        .isInstanceOf(DataSetException.class)
        .hasMessage(
            "pets: no test/<class>/ folder, but val/: rename it to test/; found 2 folders (train/,"
                + " val/)");
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(
            () -> tree("train/cat/1", "train/dog/", "train/emu/1", "test/cat/1", "test/fox/1"))
        .isInstanceOf(DataSetException.class)
        .hasMessage(
            "pets: train/dog/ has no images: delete it, or put some in; class emu is in train/ and"
                + " not in test/; class fox is in test/ and not in train/; found 2 folders (test/,"
                + " train/)");
  }

  @Test
  void aThirdSplitIsToldAsLeftOut() {
    ImageTree tree =
        tree("train/cat/1", "train/dog/1", "test/cat/1", "test/dog/1", "val/cat/1", "val/dog/1");
    assertThat(tree.training()).hasSize(2);
    assertThat(tree.leftOut())
        .extracting(LeftOut::toString)
        .containsExactly(
            "val/cat/1: neither in train/ nor in test/",
            "val/dog/1: neither in train/ nor in test/");
    assertThat(tree.leftOut()).allMatch(file -> file.loss() == LeftOut.Loss.NONE);
  }

  @Nested
  class WhenThereAreClassFoldersAlone {
    @Test
    void aShareOfEachClassIsHeldOut() {
      ImageTree tree = tree(paths("", 10, 20));
      assertThat(tree.classes()).containsExactly("cat", "dog");
      assertThat(perClass(tree.heldOut())).containsExactly(2L, 4L);
      assertThat(perClass(tree.training())).containsExactly(8L, 16L);
      assertThat(tree.holdout()).contains(Holdout.DEFAULT);
    }

    @Test
    void noImageIsInBothSplits() {
      ImageTree tree = tree(paths("", 10, 20));
      assertThat(tree.training()).doesNotContainAnyElementsOf(tree.heldOut());
      assertThat(tree.training().size() + tree.heldOut().size()).isEqualTo(30);
    }

    @Test
    void theSplitIsTheSameInWhateverOrderTheFilesAreListed() {
      List<String> paths = new ArrayList<>(List.of(paths("", 10, 20)));
      ImageTree tree = ImageTree.of("pets", paths, Holdout.DEFAULT);
      Collections.reverse(paths);
      assertThat(ImageTree.of("pets", paths, Holdout.DEFAULT)).isEqualTo(tree);
    }

    @Test
    void theSeedDrawsOthers() {
      List<String> paths = List.of(paths("", 10, 20));
      assertThat(ImageTree.of("pets", paths, new Holdout(0.2, 2)).heldOut())
          .isNotEqualTo(ImageTree.of("pets", paths, Holdout.DEFAULT).heldOut());
    }

    @Test
    void aTrainFolderAloneIsSplitLikewise() {
      ImageTree below = tree(paths("train/", 10, 20));
      List<String> names = below.heldOut().stream().map(f -> f.path().substring(6)).toList();
      assertThat(names)
          .isEqualTo(tree(paths("", 10, 20)).heldOut().stream().map(File::path).toList());
    }

    @Test
    void whatIsNoPictureByItsNameDoesNotChangeTheSplit() {
      List<String> paths = new ArrayList<>(List.of(paths("", 10, 20)));
      List<File> heldOut = tree(paths("", 10, 20)).heldOut();
      paths.addAll(List.of("README.md", "cat/Thumbs.db", "dog/desktop.ini", "cat/notes.txt"));
      ImageTree tree = ImageTree.of("pets", paths, Holdout.DEFAULT);
      assertThat(tree.heldOut()).isEqualTo(heldOut);
      assertThat(tree.leftOut()).hasSize(4).allMatch(file -> file.loss() == LeftOut.Loss.NONE);
    }

    @Test
    void aClassOfOneImageCanNotBeSplit() {
      assertThatThrownBy(() -> tree("cat/1", "dog/1", "dog/2"))
          .isInstanceOf(DataSetException.class)
          .hasMessageStartingWith("pets: class cat has 1 image: ");
    }

    @Test
    void aClassMayBeNamedTrain() {
      assertThat(tree("train/1", "train/2", "plane/1", "plane/2").classes())
          .containsExactly("plane", "train");
    }

    private static List<Long> perClass(List<File> files) {
      return IntStream.range(0, 2)
          .mapToObj(label -> files.stream().filter(file -> file.label() == label).count())
          .toList();
    }
  }

  @Nested
  class WhenTheLayoutIsNotUnderstood {
    @Test
    void whatWasFoundIsSaid() {
      assertThatThrownBy(() -> tree("1.png", "2.png", "3.png", "4.png", "5.png", "6.png"))
          .isInstanceOf(DataSetException.class)
          .hasMessage(
              "pets: expected <class>/ folders of images, or train/<class>/ and test/<class>/;"
                  + " found 6 files (1.png, 2.png, 3.png, 4.png, 5.png, …) and no folder");
      assertThatThrownBy(() -> tree("train/1.png", "train/2.png", "test/1.png", "test/2.png"))
          .hasMessageStartingWith("pets: train/ and test/ have no <class>/ folders")
          .hasMessageEndingWith("found 2 folders (test/, train/)");
    }

    @Test
    void theUnpackedBatchesForPythonAreCalledByTheirName() {
      assertThatThrownBy(() -> tree("batches.meta", "data_batch_1", "test_batch"))
          .isInstanceOf(DataSetException.class)
          .hasMessageContainingAll("for Python", "cifar-10-binary.tar.gz");
    }
  }

  private static String[] paths(String top, int cats, int dogs) {
    return Stream.concat(
            IntStream.range(0, cats).mapToObj(i -> top + "cat/" + i + ".png"),
            IntStream.range(0, dogs).mapToObj(i -> top + "dog/" + i + ".png"))
        .toArray(String[]::new);
  }

  private static ImageTree tree(String... paths) {
    return ImageTree.of("pets", List.of(paths), Holdout.DEFAULT);
  }
}
