package dev.sightline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.inference.session.Precision;
import dev.sightline.trainer.augmentation.Augmentations;
import dev.sightline.trainer.augmentation.HorizontalFlip;
import dev.sightline.trainer.augmentation.RandomCrop;
import dev.sightline.trainer.checkpoint.Checkpoint;
import dev.sightline.trainer.checkpoint.CheckpointFile;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.batch.BatchSource;
import dev.sightline.trainer.data.batch.Batches;
import dev.sightline.trainer.data.batch.LastBatch;
import dev.sightline.trainer.data.batch.PrefetchedBatches;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.optimizer.Adam;
import dev.sightline.trainer.network.optimizer.Muon;
import dev.sightline.trainer.network.optimizer.Nesterov;
import dev.sightline.trainer.network.optimizer.Optimizer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResumeTest {
  private static final Network NETWORK = Colours.network();
  private static final Examples EXAMPLES = Colours.images(NETWORK, 90, 1);
  private static final Examples VALIDATION = Colours.images(NETWORK, 30, 2);
  private static final int EPOCHS = 3;
  private static final int STEPS = 6;
  private static final Nesterov NESTEROV = new Nesterov(0.85f, 1e-3f, 8);
  private static final Muon MUON = new Muon(0.6f, 0.1f, NESTEROV);
  private static final Averaging EVERY_4 = new Averaging(4, 0.95);

  @TempDir private Path folder;

  private final List<Double> losses = new ArrayList<>();

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class WhenItIsInterruptedInTheMiddleOfAnEpoch {
    @ParameterizedTest
    @MethodSource("settings")
    void goesOnAsIfItHadNotBeen(TrainingSettings settings) throws Exception {
      assertThat(interrupted(settings, 2, 3)).isEqualTo(uninterrupted(settings));
    }

    @Test
    void noOptimizerIsLeftOut() {
      assertThat(settings().map(TrainingSettings::optimizer).map(Object::getClass))
          .contains(Optimizer.class.getPermittedSubclasses());
    }

    Stream<TrainingSettings> settings() {
      return Stream.of(Precision.FLOAT32, Precision.BFLOAT16)
          .flatMap(
              precision ->
                  Stream.of(
                      with(new Adam(), Averaging.NONE, precision),
                      with(NESTEROV, Averaging.NONE, precision),
                      with(MUON, Averaging.NONE, precision),
                      with(MUON, EVERY_4, precision)));
    }
  }

  @Nested
  class WhenItIsInterruptedElsewhere {
    @ParameterizedTest
    @CsvSource({"1,1", "1,6", "2,1", "2,6", "3,6"})
    void goesOnAsIfItHadNotBeen(int epoch, int step) throws Exception {
      TrainingSettings settings = with(MUON, EVERY_4, Precision.FLOAT32);
      assertThat(interrupted(settings, epoch, step)).isEqualTo(uninterrupted(settings));
    }

    @Test
    void stopsAtTheNextStepWhenThatWasBeforeTheEpoch() throws Exception {
      TrainingSettings settings = with(new Adam(), Averaging.NONE, Precision.FLOAT32);
      try (Trainer trainer = new Trainer(NETWORK, settings, EXAMPLES, recorder(0, 0))) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> trainer.trainEpoch(batches(settings), VALIDATION))
            .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        TrainerState state = trainer.state();
        assertThat(state.history()).isEmpty();
        assertThat(state.sums().steps()).isEqualTo(1);
        assertThat(goOn(settings, state)).isEqualTo(uninterrupted(settings));
      }
    }
  }

  @Nested
  class WhenTheSeedIsAnother {
    @Test
    void everyLossIsAnother() throws Exception {
      TrainingSettings one = with(1, new Adam(), Averaging.NONE, Precision.FLOAT32);
      TrainingSettings two = with(2, new Adam(), Averaging.NONE, Precision.FLOAT32);
      List<Double> losses = uninterrupted(one).losses();
      assertThat(uninterrupted(one).losses()).isEqualTo(losses);
      assertThat(uninterrupted(two).losses())
          .hasSameSizeAs(losses)
          .doesNotContainAnyElementsOf(losses);
    }
  }

  @Nested
  class WhenTheStateIsNotThisNetworks {
    private final TrainingSettings settings = with(new Adam(), Averaging.NONE, Precision.FLOAT32);

    @Test
    void namesAVariableThatIsMissing() throws Exception {
      Map<String, float[]> variables = variables();
      variables.remove("adam/dense/bias/v");
      assertThatThrownBy(() -> trainer(variables))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("adam/dense/bias/v");
    }

    @Test
    void namesAVariableThatThereIsNot() throws Exception {
      Map<String, float[]> variables = variables();
      variables.put("dense_9/bias", new float[3]);
      assertThatThrownBy(() -> trainer(variables))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("dense_9/bias");
    }

    @Test
    void namesAVariableOfAnotherSize() throws Exception {
      Map<String, float[]> variables = variables();
      variables.put("dense/bias", new float[3]);
      assertThatThrownBy(() -> trainer(variables))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("dense/bias has 8 values but 3");
    }

    private Map<String, float[]> variables() {
      try (Trainer trainer = new Trainer(NETWORK, settings, EXAMPLES, recorder(0, 0))) {
        return new HashMap<>(trainer.state().variables());
      }
    }

    private void trainer(Map<String, float[]> variables) {
      TrainerState state =
          new TrainerState(List.of(), EpochSums.NONE, variables, java.util.Optional.empty());
      new Trainer(NETWORK, settings, state, recorder(0, 0)).close();
    }
  }

  /** What a training came to, to the last bit, but for the time it took. */
  private record Outcome(
      List<Double> losses, List<Epoch> epochs, Map<String, List<Float>> variables) {}

  private Outcome uninterrupted(TrainingSettings settings) throws Exception {
    losses.clear();
    try (Trainer trainer = new Trainer(NETWORK, settings, EXAMPLES, recorder(0, 0))) {
      return trainToTheEnd(trainer, settings);
    }
  }

  private Outcome interrupted(TrainingSettings settings, int epoch, int step) throws Exception {
    losses.clear();
    TrainerState state;
    try (Trainer trainer = new Trainer(NETWORK, settings, EXAMPLES, recorder(epoch, step))) {
      assertThatThrownBy(() -> trainToTheEnd(trainer, settings))
          .isInstanceOf(InterruptedException.class);
      state = trainer.state();
    }
    assertThat(losses).hasSize((epoch - 1) * STEPS + step);
    return goOn(settings, state);
  }

  private Outcome goOn(TrainingSettings settings, TrainerState state) throws Exception {
    CheckpointFile file = new CheckpointFile(folder.resolve("checkpoint"));
    file.write(new Checkpoint(Map.of(), state));
    TrainerState read = file.read().orElseThrow().state();
    try (Trainer trainer = new Trainer(NETWORK, settings, read, recorder(0, 0))) {
      return trainToTheEnd(trainer, settings);
    }
  }

  private Outcome trainToTheEnd(Trainer trainer, TrainingSettings settings) throws Exception {
    while (!trainer.isFinished()) {
      trainer.trainEpoch(batches(settings), VALIDATION);
    }
    Map<String, List<Float>> variables = new HashMap<>();
    trainer.state().variables().forEach((name, values) -> variables.put(name, boxed(values)));
    return new Outcome(
        List.copyOf(losses),
        trainer.history().stream().map(ResumeTest::withoutTimes).toList(),
        variables);
  }

  private static List<Float> boxed(float[] values) {
    List<Float> boxed = new ArrayList<>();
    for (float value : values) {
      boxed.add(value);
    }
    return boxed;
  }

  private static Epoch withoutTimes(Epoch epoch) {
    return new Epoch(
        epoch.number(),
        epoch.images(),
        epoch.loss(),
        epoch.accuracy(),
        epoch.validationLoss(),
        epoch.validationAccuracy(),
        epoch.learningRate(),
        Duration.ZERO,
        Duration.ZERO,
        Duration.ZERO);
  }

  /** Keeps the losses, and interrupts the training after one step, if it comes to that. */
  private TrainingListener recorder(int epoch, int number) {
    return new TrainingListener() {
      @Override
      public void onStep(Step step) {
        losses.add(step.loss());
        if (step.epoch() == epoch && step.number() == number) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  private static BatchSource batches(TrainingSettings settings) {
    Augmentations augmentations =
        Augmentations.of(new HorizontalFlip(HorizontalFlip.Rule.ALTERNATING), new RandomCrop(1));
    return new PrefetchedBatches(
        new Batches(EXAMPLES, settings.batchSize(), settings.seed(), augmentations, LastBatch.KEEP),
        2);
  }

  private static TrainingSettings with(
      Optimizer optimizer, Averaging averaging, Precision precision) {
    return with(1, optimizer, averaging, precision);
  }

  private static TrainingSettings with(
      long seed, Optimizer optimizer, Averaging averaging, Precision precision) {
    return new TrainingSettings(
        EPOCHS,
        16,
        optimizer,
        new LearningRate.Triangle(0.02, 0.2, 0.3, 0.1),
        0.1,
        averaging,
        new Selection(0, true),
        seed,
        precision);
  }
}
