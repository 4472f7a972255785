package dev.sightline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The first two channels of every image of one pixel are its number. */
class DataSetSplitsTest {

  @Nested
  class WhenEveryClassHasTheSame {
    private final DataSet data = dataSet(30, 30, 30);

    @Test
    void everyClassGivesTheSame() {
      DataSet split = data.withValidation(12, 1);
      assertThat(perClass(split.validation())).containsExactly(4, 4, 4);
      assertThat(perClass(split.training())).containsExactly(26, 26, 26);
    }

    @Test
    void theRemainderGoesToTheFirstClasses() {
      assertThat(perClass(data.withValidation(13, 1).validation())).containsExactly(5, 4, 4);
    }

    @Test
    void everyImageIsInOneOfTheSplitsWithItsLabelAndInTheOldOrder() {
      DataSet split = data.withValidation(12, 1);
      assertThat(numbers(split.training())).isSorted();
      assertThat(numbers(split.validation())).isSorted();
      assertThat(
              Stream.concat(
                  numbers(split.training()).stream(), numbers(split.validation()).stream()))
          .containsExactlyInAnyOrderElementsOf(numbers(data.training()));
      assertLabelsStayed(split.training());
      assertLabelsStayed(split.validation());
    }

    @Test
    void theRestOfTheDataSetStays() {
      DataSet split = data.withValidation(12, 1);
      assertThat(split.heldOut()).isSameAs(data.heldOut());
      assertThat(split.sha256()).isEqualTo(data.sha256());
      assertThat(split.classes()).isEqualTo(data.classes());
    }

    @Test
    void theSeedAloneDecidesWhichImages() {
      List<Integer> drawn = numbers(data.withValidation(6, 7).validation());
      assertThat(numbers(dataSet(30, 30, 30).withValidation(6, 7).validation())).isEqualTo(drawn);
      assertThat(drawn).containsExactly(16, 26, 43, 48, 60, 75); // whatever machine this runs on
      assertThat(numbers(data.withValidation(6, 8).validation())).isNotEqualTo(drawn);
    }

    @Test
    void noneIsTheSameDataSet() {
      assertThat(data.withValidation(0, 1)).isSameAs(data);
    }

    private void assertLabelsStayed(Examples split) {
      assertThat(split.labels())
          .containsExactly(
              numbers(split).stream().mapToInt(i -> data.training().labels()[i]).toArray());
    }
  }

  @Nested
  class WhenClassesDiffer {

    @Test
    void eachGivesInProportion() {
      DataSet split = dataSet(100, 50, 10).withValidation(32, 1);
      assertThat(perClass(split.validation())).containsExactly(20, 10, 2);
    }

    @Test
    void aSmallOneGivesAtLeastOne() {
      assertThat(perClass(dataSet(1000, 1000, 2).withValidation(20, 1).validation()))
          .containsExactly(10, 9, 1);
    }

    @Test
    void aClassWithoutTrainingImagesGivesNone() {
      assertThat(perClass(dataSet(10, 0, 10).withValidation(4, 1).validation()))
          .containsExactly(2, 0, 2);
    }
  }

  @Nested
  class WhenItCannotBeDone {

    @Test
    void fewerThanOneForEachClassAreRefused() {
      assertThatThrownBy(() -> dataSet(5, 5, 5).withValidation(2, 1))
          .isInstanceOf(DataSetException.class)
          .hasMessage("2 validation images are fewer than one for each of 3 classes");
    }

    @Test
    void aClassWithNothingLeftToTrainOnIsRefused() {
      assertThatThrownBy(() -> dataSet(50, 1, 50).withValidation(10, 1))
          .isInstanceOf(DataSetException.class)
          .hasMessage(
              "10 of 101 training images for validation leave none of the 1 of class b to train"
                  + " on: add images of it, or --set validation.images=0");
    }

    @Test
    void asManyAsThereAreAreRefused() {
      assertThatThrownBy(() -> dataSet(5, 5, 5).withValidation(15, 1))
          .isInstanceOf(DataSetException.class)
          .hasMessage("15 images for validation are not fewer than the 15 training images");
    }

    @Test
    void aSecondValidationSplitIsRefused() {
      DataSet split = dataSet(5, 5, 5).withValidation(3, 1);
      assertThatThrownBy(() -> split.withValidation(3, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("test: has a validation split of 3 images already");
    }

    @Test
    void aNegativeNumberIsRefused() {
      assertThatThrownBy(() -> dataSet(5, 5, 5).withValidation(-1, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Nested
  class WhenOnlySomeTrainingImagesAreWanted {
    private final DataSet data = dataSet(100, 50, 10);

    @Test
    void eachClassKeepsItsShareInTheOldOrder() {
      Examples kept = data.withTrainingImages(32, 1).training();
      assertThat(perClass(kept)).containsExactly(20, 10, 2);
      assertThat(numbers(kept)).isSorted().isSubsetOf(numbers(data.training()));
    }

    @Test
    void theOtherSplitsStay() {
      DataSet split = data.withValidation(16, 1);
      DataSet some = split.withTrainingImages(32, 1);
      assertThat(some.validation()).isSameAs(split.validation());
      assertThat(some.heldOut()).isSameAs(split.heldOut());
      assertThat(numbers(some.training())).isSubsetOf(numbers(split.training()));
    }

    @Test
    void aClassMayBeKeptWhole() {
      assertThat(perClass(dataSet(50, 1, 50).withTrainingImages(11, 1).training()))
          .containsExactly(5, 1, 5);
    }

    @Test
    void whereThereAreNoMoreItIsTheSameDataSet() {
      assertThat(data.withTrainingImages(160, 1)).isSameAs(data);
      assertThat(data.withTrainingImages(1_000, 1)).isSameAs(data);
    }

    @Test
    void fewerThanOneForEachClassAreRefused() {
      assertThatThrownBy(() -> data.withTrainingImages(2, 1))
          .isInstanceOf(DataSetException.class)
          .hasMessage("2 training images are fewer than one for each of 3 classes");
    }
  }

  private static DataSet dataSet(int... counts) {
    int[] labels =
        IntStream.range(0, counts.length)
            .flatMap(label -> IntStream.generate(() -> label).limit(counts[label]))
            .toArray();
    byte[] pixels = new byte[labels.length * ImageSize.CHANNELS];
    for (int i = 0; i < labels.length; i++) {
      pixels[i * ImageSize.CHANNELS] = (byte) (i >> 8);
      pixels[i * ImageSize.CHANNELS + 1] = (byte) i;
    }
    Examples training = new Examples(1, 1, pixels, labels);
    Examples none = Examples.none(new ImageSize(1, 1));
    return new DataSet("test", "0", List.of("a", "b", "c"), training, none, none, Skipped.NONE);
  }

  private static int[] perClass(Examples split) {
    int[] counts = new int[3];
    Arrays.stream(split.labels()).forEach(label -> counts[label]++);
    return counts;
  }

  private static List<Integer> numbers(Examples split) {
    return IntStream.range(0, split.size())
        .mapToObj(split::image)
        .map(pixel -> (pixel[0] & 0xff) << 8 | pixel[1] & 0xff)
        .toList();
  }
}
