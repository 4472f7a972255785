package dev.sightline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.inference.session.Precision;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.optimizer.Adam;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Network NETWORK = Colours.network();
  private static final Examples EXAMPLES = Colours.images(NETWORK, 96, 1);

  /** Whoever learns the examples knows less and less of these: every label is another. */
  private static final Examples CONTRARY = contrary(Colours.images(NETWORK, 60, 2));

  @Nested
  class WhenTheValidationLossOnlyRises {
    @Test
    void trainingStopsAfterThePatience() throws Exception {
      try (Trainer trainer = trainer(new Selection(2, false))) {
        train(trainer, CONTRARY);
        assertThat(trainer.history()).extracting(Epoch::validationLoss).isSorted();
        assertThat(trainer.history()).hasSize(3);
        assertThat(trainer.isStoppedEarly()).isTrue();
        assertThat(trainer.bestEpoch()).isEmpty();
      }
    }

    @Test
    void theWeightsOfTheFirstEpochAreTheBest() throws Exception {
      try (Trainer trainer = trainer(new Selection(0, true))) {
        trainer.trainEpoch(Colours.batches(EXAMPLES, 32), CONTRARY);
        Map<String, float[]> first = trainer.snapshot().weights();
        train(trainer, CONTRARY);
        Map<String, float[]> last = trainer.snapshot().weights();
        assertThat(trainer.history()).hasSize(6);
        assertThat(trainer.isStoppedEarly()).isFalse();
        assertThat(trainer.bestEpoch()).contains(1);

        trainer.restoreBest();
        Map<String, float[]> restored = trainer.snapshot().weights();
        assertThat(restored).usingRecursiveComparison().isEqualTo(first);
        assertThat(restored.get("dense/kernel")).isNotEqualTo(last.get("dense/kernel"));
      }
    }

    @Test
    void theLastWeightsRemainWhereTheBestAreNotAskedFor() throws Exception {
      try (Trainer trainer = trainer(new Selection(2, false))) {
        train(trainer, CONTRARY);
        Map<String, float[]> last = trainer.snapshot().weights();
        trainer.restoreBest();
        assertThat(trainer.snapshot().weights()).usingRecursiveComparison().isEqualTo(last);
      }
    }
  }

  @Nested
  class WhenTheValidationLossFalls {
    @Test
    void everyEpochIsTrainedAndTheLastIsTheBest() throws Exception {
      try (Trainer trainer = trainer(new Selection(2, true))) {
        train(trainer, Colours.images(NETWORK, 60, 2));
        assertThat(trainer.history()).hasSize(6);
        assertThat(trainer.isStoppedEarly()).isFalse();
        assertThat(trainer.bestEpoch()).contains(6);
      }
    }
  }

  private static void train(Trainer trainer, Examples validation) throws InterruptedException {
    while (!trainer.isFinished()) {
      trainer.trainEpoch(Colours.batches(EXAMPLES, 32), validation);
    }
  }

  private static Trainer trainer(Selection selection) {
    TrainingSettings settings =
        new TrainingSettings(
            6,
            32,
            new Adam(),
            new LearningRate.Constant(0.01),
            0,
            Averaging.NONE,
            selection,
            1,
            Precision.FLOAT32);
    return new Trainer(NETWORK, settings, EXAMPLES, new TrainingListener() {});
  }

  private static Examples contrary(Examples images) {
    int[] labels = Arrays.stream(images.labels()).map(label -> (label + 1) % 3).toArray();
    return new Examples(images.height(), images.width(), images.pixels(), labels);
  }
}
