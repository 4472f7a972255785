package dev.sightline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.inference.session.Precision;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.batch.Batch;
import dev.sightline.trainer.data.batch.BatchSource;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.TrainedNetwork;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TrainerTest {
  private static final Network NETWORK = Colours.network();
  private static final Examples EXAMPLES = Colours.images(NETWORK, 150, 1);
  private static final Examples HELD_OUT = Colours.images(NETWORK, 60, 2);

  private final List<Step> steps = new ArrayList<>();
  private final List<Epoch> epochs = new ArrayList<>();
  private final TrainingListener recorder =
      new TrainingListener() {
        @Override
        public void onStep(Step step) {
          steps.add(step);
        }

        @Override
        public void onEpoch(Epoch epoch) {
          epochs.add(epoch);
        }
      };

  @Nested
  class WhenItTrains {
    @Test
    void learnsWhatCanBeLearnt() throws Exception {
      try (Trainer trainer = trainer(settings(8, 0.01, 1))) {
        List<Epoch> trained = train(trainer);
        assertThat(trained).hasSize(8).isEqualTo(epochs);
        assertThat(trained.get(7).loss()).isLessThan(trained.get(0).loss() / 2);
        assertThat(trained.get(7).validationAccuracy()).isGreaterThan(0.9);
      }
    }

    @Test
    void takesTheSmallerLastBatchToo() throws Exception {
      try (Trainer trainer = trainer(settings(1, 0.01, 1))) {
        Epoch epoch = trainer.trainEpoch(batches(), HELD_OUT);
        assertThat(epoch.images()).isEqualTo(150);
        assertThat(steps).extracting(Step::images).containsExactly(64, 128, 150);
        assertThat(steps).extracting(Step::imagesInEpoch).containsOnly(150);
        double weighted =
            (64 * steps.get(0).loss() + 64 * steps.get(1).loss() + 22 * steps.get(2).loss()) / 150;
        assertThat(epoch.loss()).isCloseTo(weighted, within(1e-9));
      }
    }

    @Test
    void goesOnFromTheSameWeightsAfterASnapshot() throws Exception {
      try (Trainer trainer = trainer(settings(2, 0.01, 1))) {
        trainer.trainEpoch(batches(), HELD_OUT);
        TrainedNetwork first = trainer.snapshot();
        float[] scoredThen = trainer.classifier().probabilities(HELD_OUT.pixels(), 0, 60);
        assertThat(first.weights().get("dense/kernel"))
            .isEqualTo(trainer.snapshot().weights().get("dense/kernel"));
        List<Epoch> rest = train(trainer);
        assertThat(rest).extracting(Epoch::number).containsExactly(2);
        assertThat(rest.get(0).loss()).isLessThan(epochs.get(0).loss());
        assertThat(trainer.snapshot().weights().get("dense/kernel"))
            .isNotEqualTo(first.weights().get("dense/kernel"));
        assertThat(trainer.classifier().probabilities(HELD_OUT.pixels(), 0, 60))
            .isNotEqualTo(scoredThen);
      }
    }

    @Test
    void movesTheAveragesOfBatchNormByItsMomentum() throws Exception {
      Examples one = Colours.images(NETWORK, 64, 1);
      try (Trainer trainer = trainer(settings(1, 1e-9, 1))) {
        trainer.trainEpoch(Colours.batches(one, 64), HELD_OUT);
        float[] once = trainer.snapshot().weights().get("batch_normalization/moving_mean");
        trainer.trainEpoch(Colours.batches(one, 64), HELD_OUT);
        float[] twice = trainer.snapshot().weights().get("batch_normalization/moving_mean");
        for (int c = 0; c < once.length; c++) {
          assertThat(twice[c]).isCloseTo(1.8f * once[c], within(1e-5f));
        }
        assertThat(once).isNotEqualTo(new float[once.length]);
      }
    }
  }

  @Nested
  class WhenItTrainsInBfloat16 {
    @Test
    void learnsTooAndCanStillBeAskedInFloat32() throws Exception {
      var settings = TrainingSettings.plain(8, 64, 0.01, 1, Precision.BFLOAT16);
      try (Trainer trainer = trainer(settings)) {
        train(trainer);
        assertThat(epochs.get(7).validationAccuracy()).isGreaterThan(0.9);
        assertThat(trainer.float32Probabilities(HELD_OUT.pixels(), 0, 60))
            .usingElementComparator((a, b) -> Math.abs(a - b) < 0.05 ? 0 : Float.compare(a, b))
            .containsExactly(trainer.classifier().probabilities(HELD_OUT.pixels(), 0, 60));
      }
    }
  }

  @Nested
  class WhenTheSeedIsTheSame {
    @Test
    void theFirstLossesAreTheSame() throws Exception {
      assertThat(losses(7)).isEqualTo(losses(7)).isNotEqualTo(losses(8));
    }

    private List<Double> losses(long seed) throws InterruptedException {
      steps.clear();
      try (Trainer trainer = trainer(settings(1, 0.01, seed))) {
        trainer.trainEpoch(batches(), HELD_OUT);
      }
      return steps.stream().map(Step::loss).toList();
    }
  }

  @Nested
  class WhenTheLossIsNoNumberAnyMore {
    @Test
    void stopsAndSaysAtWhichEpochAndStep() throws Exception {
      try (Trainer trainer = trainer(settings(3, 1e30, 1))) {
        assertThatThrownBy(() -> train(trainer))
            .isInstanceOf(DivergedException.class)
            .hasMessageContaining("epoch 1, step 2")
            .hasMessageContaining("NaN");
      }
    }
  }

  @Nested
  class WhenTheExamplesAreBad {
    @Test
    void namesALabelThatIsNoClass() throws Exception {
      Batch bad = new Batch(new byte[NETWORK.imageBytes()], new int[] {3}, 1);
      try (Trainer trainer = trainer(settings(1, 0.01, 1))) {
        assertThatThrownBy(() -> trainer.trainEpoch(Colours.source(1, List.of(bad)), HELD_OUT))
            .hasMessageContaining("label 3")
            .hasMessageContaining("3 classes");
      }
    }

    @Test
    void refusesAnEpochOfNothing() throws Exception {
      try (Trainer trainer = trainer(settings(1, 0.01, 1))) {
        assertThatThrownBy(() -> trainer.trainEpoch(Colours.source(0, List.of()), HELD_OUT))
            .hasMessageContaining("epoch 1 has no batch");
      }
    }
  }

  private static List<Epoch> train(Trainer trainer) throws InterruptedException {
    List<Epoch> trained = new ArrayList<>();
    while (!trainer.isFinished()) {
      trained.add(trainer.trainEpoch(batches(), HELD_OUT));
    }
    return trained;
  }

  private Trainer trainer(TrainingSettings settings) {
    return new Trainer(NETWORK, settings, EXAMPLES, recorder);
  }

  private static TrainingSettings settings(int epochs, double learningRate, long seed) {
    return TrainingSettings.plain(epochs, 64, learningRate, seed, Precision.FLOAT32);
  }

  private static BatchSource batches() {
    return Colours.batches(EXAMPLES, 64);
  }
}
