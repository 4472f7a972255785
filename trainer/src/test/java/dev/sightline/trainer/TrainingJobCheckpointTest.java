package dev.sightline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.inference.session.Precision;
import dev.sightline.trainer.checkpoint.CheckpointException;
import dev.sightline.trainer.checkpoint.CheckpointFile;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.source.DrawnShapes;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.RecipeReader;
import dev.sightline.trainer.training.DivergedException;
import dev.sightline.trainer.training.Epoch;
import dev.sightline.trainer.training.Step;
import dev.sightline.trainer.training.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingJobCheckpointTest {
  private static final DataSet DATA = new DrawnShapes(1, 120, 20).load();
  private static final int STEPS = 6;

  @TempDir private Path folder;
  private CheckpointFile file;
  private final List<Double> losses = new ArrayList<>();

  @BeforeEach
  void place() {
    file = new CheckpointFile(folder.resolve("checkpoint"));
  }

  @Nested
  class WhenItIsInterrupted {
    @Test
    void theCheckpointIsOfThatVeryStep() throws Exception {
      trainUntil(recipe(), 2, 3);
      assertThat(file.read().orElseThrow().position()).isEqualTo("epoch 2, step 3");
    }

    @Test
    void aResumedOneEndsAsIfItHadNotBeen() throws Exception {
      Map<String, List<Float>> expected =
          train(recipe(), new CheckpointFile(folder.resolve("other")));
      List<Double> expectedLosses = List.copyOf(losses);
      assertThat(expectedLosses).hasSize(3 * STEPS);

      losses.clear();
      trainUntil(recipe(), 2, 3);
      assertThat(losses).hasSize(STEPS + 3);
      assertThat(train(recipe(), file)).isEqualTo(expected);
      assertThat(losses).isEqualTo(expectedLosses);
    }

    @Test
    void theHistoryOfAResumedOneIsOfAllEpochs() throws Exception {
      trainUntil(recipe(), 3, 1);
      try (TrainingJob job = job(recipe(), step -> {}, file)) {
        assertThat(job.history()).hasSize(2);
        job.train();
        assertThat(job.history()).extracting(Epoch::number).containsExactly(1, 2, 3);
        assertThat(job.history()).extracting(Epoch::images).containsOnly(96);
        long images = 3 * 96;
        assertThat(job.flops()).isGreaterThan(images * job.network().flops().training());
      }
    }

    @Test
    void anInterruptAfterAnEpochLosesNothing() throws Exception {
      TrainingListener interrupting =
          new TrainingListener() {
            @Override
            public void onEpoch(Epoch epoch) {
              if (epoch.number() == 1) {
                Thread.currentThread().interrupt();
              }
            }
          };
      try (TrainingJob job =
          new TrainingJob(
              split(recipe()), recipe(), interrupting, Optional.of(file), Optional.empty())) {
        assertThatThrownBy(job::train).isInstanceOf(InterruptedException.class);
      }
      assertThat(file.read().orElseThrow().position()).isEqualTo("epoch 2, step 1");
    }
  }

  @Nested
  class WhenTheCheckpointIsOfTheVersionBeforeTrainingImages {
    @Test
    void itIsTheSameTraining() throws Exception {
      trainUntil(recipe(), 1, 1);
      assertThat(file.read().orElseThrow().identity()).doesNotContainKey("training.images");
    }
  }

  @Nested
  class WhenTheCheckpointIsOfAnotherTraining {
    @Test
    void theNumberOfTrainingImagesIsNamed() throws Exception {
      trainUntil(recipe(), 1, 1);
      assertThatThrownBy(() -> job(recipe("training.images", "50"), step -> {}, file))
          .hasMessageContaining("training.images was nothing and is 50 now");
    }

    @Test
    void everyOtherSettingAndTheDataAreNamed() throws Exception {
      trainUntil(recipe(), 1, 1);
      DataSet otherData = new DrawnShapes(2, 120, 20).load();
      Recipe other = recipe("epochs", "4", "label.smoothing", "0.1");
      var checkpoint = file.read();
      assertThatThrownBy(
              () ->
                  new TrainingJob(
                      TrainingJob.split(otherData, other),
                      other,
                      new TrainingListener() {},
                      Optional.of(file),
                      checkpoint))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContainingAll(
              "epochs was 3 and is 4 now",
              "label.smoothing was 0.2 and is 0.1 now",
              "data set was " + DATA.sha256() + " and is " + otherData.sha256() + " now");
    }
  }

  @Nested
  class WhenThePrecisionWasAutomatic {
    @Test
    void theCheckpointKeepsTheOneThatWasUsed() {
      trainUntil(recipe("precision", "auto"), 1, 1);
      Precision here = Precision.AUTO.resolve();
      Precision another = here == Precision.FLOAT32 ? Precision.BFLOAT16 : Precision.FLOAT32;

      job(recipe("precision", here.toString()), step -> {}, file).close();

      Recipe other = recipe("precision", another.toString());
      assertThatThrownBy(() -> job(other, step -> {}, file))
          .hasMessageContaining(
              "precision was %s and is %s now".formatted(here.name(), another.name()));
    }
  }

  @Nested
  class WhenTheLossIsNoNumberAnyMore {
    private final Recipe diverging =
        recipe("optimizer", "nesterov", "learning.rate", "1e30", "learning.rate.start", "0");

    @Test
    void theLastGoodCheckpointAndItsPositionAreNamed() throws Exception {
      trainUntil(diverging, 1, 1);
      try (TrainingJob job = job(diverging, step -> {}, file)) {
        assertThatThrownBy(job::train)
            .isInstanceOf(DivergedException.class)
            .hasMessageContainingAll(
                "epoch 1, step 3", file.path().toString(), "of epoch 1, step 1");
      }
    }

    @Test
    void noCheckpointIsNamedWhereThereIsNone() {
      try (TrainingJob job = job(diverging, step -> {}, file)) {
        assertThatThrownBy(job::train)
            .isInstanceOf(DivergedException.class)
            .message()
            .doesNotContain("checkpoint");
        assertThat(file.path()).doesNotExist();
      }
    }

    @Test
    void anUnreadableCheckpointHidesNothing() throws Exception {
      try (TrainingJob job = job(diverging, step -> {}, file)) {
        Files.writeString(file.path(), "not a checkpoint");
        assertThatThrownBy(job::train)
            .isInstanceOf(DivergedException.class)
            .hasMessageContaining("epoch 1");
      }
    }
  }

  private Map<String, List<Float>> train(Recipe recipe, CheckpointFile checkpoints)
      throws InterruptedException {
    try (TrainingJob job = job(recipe, step -> losses.add(step.loss()), checkpoints)) {
      job.train();
    }
    Map<String, List<Float>> variables = new HashMap<>();
    checkpoints
        .read()
        .orElseThrow()
        .state()
        .variables()
        .forEach(
            (name, values) -> {
              List<Float> boxed = new ArrayList<>();
              for (float value : values) {
                boxed.add(value);
              }
              variables.put(name, boxed);
            });
    return variables;
  }

  private void trainUntil(Recipe recipe, int epoch, int number) {
    Consumer<Step> interrupting =
        step -> {
          losses.add(step.loss());
          if (step.epoch() == epoch && step.number() == number) {
            Thread.currentThread().interrupt();
          }
        };
    try (TrainingJob job = job(recipe, interrupting, file)) {
      assertThatThrownBy(job::train).isInstanceOf(InterruptedException.class);
    }
  }

  /** Resumes from what is in the file, if anything. */
  private static TrainingJob job(Recipe recipe, Consumer<Step> onStep, CheckpointFile checkpoints) {
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(Step step) {
            onStep.accept(step);
          }
        };
    return new TrainingJob(
        split(recipe), recipe, listener, Optional.of(checkpoints), checkpoints.read());
  }

  private static DataSet split(Recipe recipe) {
    return TrainingJob.split(DATA, recipe);
  }

  private static Recipe recipe(String... replaced) {
    Map<String, String> settings = new HashMap<>();
    settings.put("epochs", "3");
    settings.put("network.widths", "8");
    settings.put("batch.size", "16");
    settings.put("validation.images", "20");
    settings.put("averaging.every.steps", "4");
    settings.put("keep.best", "true");
    settings.put("precision", "float32");
    for (int i = 0; i < replaced.length; i += 2) {
      settings.put(replaced[i], replaced[i + 1]);
    }
    return RecipeReader.read("tiny", settings);
  }
}
