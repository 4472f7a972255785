package dev.sightline.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.Skipped;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FittedRecipeTest {
  private static final Recipe FAST = RecipeReader.read("fast", Map.of());

  @Nested
  class WhenTheDataSetIsSmall {
    @Test
    void theValidationSplitAndTheBatchAreMadeSmallerAndItIsSaid() {
      FittedRecipe fitted = FittedRecipe.of(FAST, dataSet(62, "cat", "dog", "emu"));
      assertThat(fitted.recipe().validationImages()).isEqualTo(12);
      assertThat(fitted.recipe().training().batchSize()).isEqualTo(16);
      assertThat(fitted.notes())
          .containsExactly(
              "validation.images=12 instead of 1000: there are 62 training images of 3 classes",
              "batch.size=16 instead of 512: 50 images are left to train on, and make 3 steps an"
                  + " epoch");
    }

    @Test
    void oneStepIsOneStep() {
      assertThat(FittedRecipe.of(FAST, dataSet(30, "cat", "dog", "emu")).notes())
          .last()
          .asString()
          .endsWith("24 images are left to train on, and make 1 step an epoch");
    }

    @Test
    void theSettingsSayWhatWasUsed() {
      FittedRecipe fitted = FittedRecipe.of(FAST, dataSet(62, "cat", "dog"));
      assertThat(fitted.recipe().settings())
          .containsEntry("validation.images", "12")
          .containsEntry("batch.size", "16")
          .containsEntry("network.widths", FAST.settings().get("network.widths"));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 6, 10, 17, 62, 300, 1_000, 4_999, 5_000})
    void thereIsAlwaysAValidationSplitAndABatch(int images) {
      Recipe recipe = FittedRecipe.of(FAST, dataSet(images, "cat", "dog")).recipe();
      DataSet split = dataSet(images, "cat", "dog").withValidation(recipe.validationImages(), 1);
      assertThat(split.validation().size()).isBetween(2, Math.max(2, images / 5));
      assertThat(recipe.training().batchSize()).isBetween(1, split.training().size());
    }

    @Test
    void aRecipeWithoutAValidationSplitStaysWithoutOne() {
      Recipe tutorial = RecipeReader.read("tutorial", Map.of());
      assertThat(FittedRecipe.of(tutorial, dataSet(62, "cat", "dog")).recipe().validationImages())
          .isZero();
    }
  }

  @Nested
  class WhenTheDataSetIsLargeEnough {
    @Test
    void theRecipeStaysAsItIs() {
      assertThat(FittedRecipe.of(FAST, dataSet(6_000, "cat", "dog")))
          .isEqualTo(new FittedRecipe(FAST, List.of()));
    }
  }

  @Nested
  class WhenOnlyFewAreToBeLearntFrom {
    @Test
    void theBatchFitsThese() {
      Recipe recipe = RecipeReader.read("tiny", Map.of("training.images", "400"));
      FittedRecipe fitted = FittedRecipe.of(recipe, dataSet(6_000, "cat", "dog"));
      assertThat(fitted.recipe().training().batchSize()).isEqualTo(32);
      assertThat(fitted.recipe().validationImages()).isEqualTo(1_000);
      assertThat(fitted.notes())
          .containsExactly(
              "batch.size=32 instead of 256: 400 images are left to train on, and make 12 steps an"
                  + " epoch");
    }
  }

  @Nested
  class WhenThereAreMoreClassesThanValidationImages {
    @Test
    void thereIsOneOfEach() {
      String[] classes = IntStream.range(0, 30).mapToObj(i -> "c" + i).toArray(String[]::new);
      Recipe recipe = RecipeReader.read("tiny", Map.of("validation.images", "20"));
      assertThat(FittedRecipe.of(recipe, dataSet(6_000, classes)).recipe().validationImages())
          .isEqualTo(30);
    }
  }

  @Nested
  class WhenThereIsOneClass {
    @Test
    void itIsRefused() {
      assertThatThrownBy(() -> FittedRecipe.of(FAST, dataSet(62, "cat")))
          .isInstanceOf(DataSetException.class)
          .hasMessage(
              "pets: there is one class, cat: a classifier needs two or more to tell apart");
    }
  }

  private static DataSet dataSet(int training, String... classes) {
    int[] labels = IntStream.range(0, training).map(i -> i % classes.length).toArray();
    Examples examples = new Examples(1, 1, new byte[3 * training], labels);
    Examples none = Examples.none(new ImageSize(1, 1));
    return new DataSet("pets", "0", List.of(classes), examples, none, none, Skipped.NONE);
  }
}
