package dev.sightline.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.inference.ImageClassifier;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.trainer.data.Examples;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ScoringTest {
  /** The first byte of an image is the percentage of its first class; 200 gives no number. */
  private static final ImageClassifier MODEL =
      (pixels, first, count) -> {
        float[] rows = new float[2 * count];
        for (int i = 0; i < count; i++) {
          int percent = pixels[(first + i) * 3] & 0xFF;
          rows[2 * i] = percent == 200 ? Float.NaN : percent / 100f;
          rows[2 * i + 1] = 1 - rows[2 * i];
        }
        return rows;
      };

  private static Examples batch(int label, int... percents) {
    byte[] pixels = new byte[3 * percents.length];
    int[] labels = new int[percents.length];
    for (int i = 0; i < percents.length; i++) {
      pixels[3 * i] = (byte) percents[i];
      labels[i] = label;
    }
    return new Examples(1, 1, pixels, labels);
  }

  @Test
  void anInterruptEndsItBetweenTwoBatches() {
    Scoring scoring = new Scoring(MODEL, 2, Optional.empty());
    scoring.accept(batch(0, 90));
    Examples next = batch(1, 40);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> scoring.accept(next)).isInstanceOf(CancellationException.class);

    assertThat(Thread.interrupted()).as("what is open is closed in good order").isFalse();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> ScoredImages.of(MODEL, next, 2))
        .isInstanceOf(CancellationException.class);
  }

  @Test
  void whatBatchesGiveIsWhatAllWouldGive() {
    Scoring scoring = new Scoring(MODEL, 2, Optional.of(new TemperatureScaling(2)));

    scoring.accept(batch(0, 90, 20));
    scoring.accept(batch(1, 40));

    PredictedImages predicted = scoring.predicted();
    assertThat(predicted.labels()).containsExactly(0, 0, 1);
    assertThat(predicted.top1()).containsExactly(0, 1, 1);
    assertThat(predicted.confidences()).containsExactly(0.9f, 0.8f, 0.6f);
    assertThat(predicted.likelihoods()).containsExactly(0.9f, 0.2f, 0.6f);
    ScoredImages all =
        new ScoredImages(2, predicted.labels(), new float[] {.9f, 1 - .9f, .2f, .8f, .4f, .6f});
    PredictedImages calibrated = all.calibrated(new TemperatureScaling(2)).predicted();
    assertThat(scoring.calibrated().orElseThrow().confidences())
        .containsExactly(calibrated.confidences());
  }

  @Test
  void answersThatAreNoDistributionAreCountedAndTheFirstIsNamed() {
    Scoring scoring = new Scoring(MODEL, 2, Optional.empty());
    scoring.accept(batch(0, 90, 20));
    scoring.accept(batch(1, 40, 200, 120, 200));

    assertThatThrownBy(scoring::predicted)
        .isInstanceOf(ModelRejectedException.class)
        .hasMessage(
            "the model gives no probabilities for 3 of 6 images, the first of them number 3: its"
                + " probabilities sum to NaN");
  }
}
