package dev.sightline.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.inference.session.Precision;
import dev.sightline.trainer.augmentation.Augmentations;
import dev.sightline.trainer.augmentation.ColourJitter;
import dev.sightline.trainer.augmentation.HorizontalFlip;
import dev.sightline.trainer.augmentation.RandomCrop;
import dev.sightline.trainer.data.batch.LastBatch;
import dev.sightline.trainer.network.Views;
import dev.sightline.trainer.network.optimizer.Adam;
import dev.sightline.trainer.network.optimizer.Muon;
import dev.sightline.trainer.network.optimizer.Nesterov;
import dev.sightline.trainer.training.Averaging;
import dev.sightline.trainer.training.LearningRate;
import dev.sightline.trainer.training.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeReaderTest {
  @TempDir private Path folder;

  @Test
  void aValueThatIsNoNumberIsOneFault() {
    assertThatThrownBy(() -> RecipeReader.read("tiny", Map.of("epochs", "three")))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("three")
        .hasMessageNotContainingAny("null", ";");
  }

  @Nested
  class WhenItComesWithSightline {
    @ParameterizedTest
    @ValueSource(strings = {"fast", "tutorial", "tiny"})
    void itIsReadByNameAndMakesItsNetwork(String name) {
      Recipe recipe = read(name);
      assertThat(RecipeReader.NAMES).contains(name);
      assertThat(recipe.name()).isEqualTo(name);
      assertThat(recipe.settings()).containsOnlyKeys(RecipeKeys.all());
      assertThat(recipe.network().apply(7).classes()).isEqualTo(7);
    }

    @Test
    void theTutorialsIsTheTutorialsAndNothingElse() {
      Recipe tutorial = read("tutorial");
      assertThat(tutorial.network().apply(10).parameters()).isEqualTo(2_397_226);
      assertThat(tutorial.training().epochs()).isEqualTo(20);
      assertThat(tutorial.training().batchSize()).isEqualTo(32);
      assertThat(tutorial.training().optimizer()).isEqualTo(new Adam(0.9f, 0.999f, 1e-7f));
      assertThat(tutorial.training().learningRate()).isEqualTo(new LearningRate.Constant(0.001));
      assertThat(tutorial.training().labelSmoothing()).isZero();
      assertThat(tutorial.training().averaging().isOn()).isFalse();
      assertThat(tutorial.training().selection()).isEqualTo(Selection.NONE);
      assertThat(tutorial.augmentations()).isEqualTo(Augmentations.NONE);
      assertThat(tutorial.lastBatch()).isEqualTo(LastBatch.KEEP);
      assertThat(tutorial.validationImages()).isZero();
    }

    @Test
    void theFastOneIsMadeOfWhatItsFileSays() {
      Recipe fast = read("fast");
      assertThat(fast.training().optimizer())
          .isEqualTo(new Muon(0.6f, 0.1333f, new Nesterov(0.85f, 0.00133f, 64)));
      assertThat(fast.training().learningRate())
          .isEqualTo(new LearningRate.Triangle(0.75, 0.4, 0.1, 0));
      assertThat(fast.augmentations())
          .isEqualTo(
              Augmentations.of(
                  new HorizontalFlip(HorizontalFlip.Rule.ALTERNATING),
                  new RandomCrop(2),
                  new ColourJitter(0.1f, 0.15f, 0)));
      assertThat(fast.lastBatch()).isEqualTo(LastBatch.DROP);
      assertThat(fast.network().apply(10).views()).isEqualTo(Views.SHIFTED);
    }
  }

  @Nested
  class WhenItIsAFile {
    @Test
    void whatItLeavesOutHasItsDefault() throws IOException {
      Recipe recipe = read(file("mine.properties", "epochs = 3 \nprecision=BFloat16"));
      assertThat(recipe.name()).isEqualTo("mine");
      assertThat(recipe.training().epochs()).isEqualTo(3);
      assertThat(recipe.training().precision()).isEqualTo(Precision.BFLOAT16);
      assertThat(recipe.training().batchSize()).isEqualTo(64);
      assertThat(recipe.training().averaging()).isEqualTo(new Averaging(0, 0.95));
    }

    @Test
    void theSettingsOfARecipeAreARecipeAgain() throws IOException {
      Recipe fast = read("fast");
      StringBuilder text = new StringBuilder();
      fast.settings().forEach((key, value) -> text.append(key).append('=').append(value + "\n"));
      Recipe again = read(file("again", text.toString()));
      assertThat(again.settings()).isEqualTo(fast.settings());
      assertThat(again.training()).isEqualTo(fast.training());
    }

    @Test
    void everyFaultIsNamedAtOnce() throws IOException {
      String file =
          file("bad", "epoch=3\nepochs=0\nbatch.size=many\nlabel.smoothing=1.5\noptimizer=sgd");
      assertThatThrownBy(() -> RecipeReader.read(file, Map.of("colour", "red")))
          .isInstanceOf(RecipeException.class)
          .hasMessageContainingAll(
              file,
              "unknown key epoch",
              "unknown key colour",
              "epochs: Value must be at least 1",
              "many",
              "batch.size",
              "1.5",
              "label.smoothing",
              "sgd",
              "optimizer");
    }

    @Test
    void aFileThatIsNotThereIsRefusedByNameWithWhatThereIs() {
      String missing = folder.resolve("missing.properties").toString();
      assertThatThrownBy(() -> read(missing))
          .isInstanceOf(RecipeException.class)
          .hasMessageContainingAll(missing, "fast, tutorial, tiny");
    }

    @Test
    void aFileThatIsNoTextIsRefusedByName() throws IOException {
      Path file = Files.write(folder.resolve("binary"), new byte[] {'a', '=', (byte) 0xff});
      assertThatThrownBy(() -> read(file.toString()))
          .isInstanceOf(RecipeException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Nested
  class WhenSettingsAreReplaced {
    @Test
    void theyGoBeforeThoseOfTheRecipe() {
      Recipe recipe =
          RecipeReader.read("tutorial", Map.of("epochs", "2", "augmentation.cutout.size", "8"));
      assertThat(recipe.training().epochs()).isEqualTo(2);
      assertThat(recipe.training().batchSize()).isEqualTo(32);
      assertThat(recipe.augmentations().inOrder()).hasSize(1);
      assertThat(recipe.settings()).containsEntry("epochs", "2").containsEntry("batch.size", "32");
    }

    @ParameterizedTest
    @MethodSource("dev.sightline.trainer.recipe.RecipeKeys#all")
    void nothingAtAllIsNoValueOfAnyKey(String key) {
      assertThatThrownBy(() -> RecipeReader.read("tutorial", Map.of(key, "")))
          .isInstanceOf(RecipeException.class)
          .hasMessageContaining(key);
    }

    @ParameterizedTest
    @CsvSource({
      "learning.rate,NaN",
      "learning.rate,Infinity",
      "averaging.keep,NaN",
      "optimizer.weight.decay,Infinity",
      "optimizer.momentum,NaN"
    })
    void whatIsNoFiniteNumberIsOutOfRange(String key, String value) {
      assertThatThrownBy(() -> RecipeReader.read("fast", Map.of(key, value)))
          .isInstanceOf(RecipeException.class)
          .hasMessageContainingAll("recipe fast", key, value);
    }
  }

  @Nested
  class WhenItContradictsItself {
    @Test
    void theTutorialsNetworkLooksAtAnImageOnce() {
      assertThatThrownBy(() -> RecipeReader.read("tutorial", Map.of("network.views", "mirrored")))
          .isInstanceOf(RecipeException.class)
          .hasMessageContainingAll("network.views", "tutorial");
    }

    @ParameterizedTest
    @CsvSource({"keep.best,true", "early.stopping.patience,3"})
    void nothingIsChosenWithoutAValidationSplit(String key, String value) {
      assertThatThrownBy(() -> RecipeReader.read("tutorial", Map.of(key, value)))
          .isInstanceOf(RecipeException.class)
          .hasMessageContainingAll(key, "validation.images above 0");
      Recipe valid = RecipeReader.read("tutorial", Map.of(key, value, "validation.images", "100"));
      assertThat(valid.training().selection().isOn()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "64,wide", "1,2,3,4,5", "-3"})
    void widthsThatAreNoNumbersOfFiltersAreRefused(String widths) {
      assertThatThrownBy(() -> RecipeReader.read("fast", Map.of("network.widths", widths)))
          .isInstanceOf(RecipeException.class)
          .hasMessageContainingAll("network.widths", "one to four numbers above 0");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.sightline.trainer.recipe.RecipeKeys#all")
  void everyKeyIsDocumented(String key) {
    assertThat(RecipeKeys.meaning(key)).hasSizeGreaterThan(10).endsWith(".");
  }

  /**
   * Which the fast recipe shows: it has every augmentation, a whitened network, Muon, a triangle.
   */
  @Test
  void everyKeyHasAPartInTheRecipe() {
    Set<Object> asked = new HashSet<>();
    Map<String, Object> values =
        new TreeMap<>(RecipeKeys.DEFINITION.parse(read("fast").settings())) {
          @Override
          public Object get(Object key) {
            asked.add(key);
            return super.get(key);
          }
        };

    Recipe.of("fast", values);

    assertThat(asked).containsExactlyInAnyOrderElementsOf(RecipeKeys.all());
  }

  private static Recipe read(String nameOrFile) {
    return RecipeReader.read(nameOrFile, Map.of());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
