package dev.sightline.dashboard.present;

import static dev.sightline.dashboard.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.dashboard.Samples;
import dev.sightline.dashboard.present.Rates.Rate;
import dev.sightline.schemas.Prediction;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RatesTest {
  private Instant now = NOON;
  private final Changes changes = new Changes();
  private final Predictions predictions = new Predictions(changes);
  private final Rates rates = new Rates(() -> now, changes);

  private void add(int images, Integer batchSize) {
    for (int i = 0; i < images; i++) {
      Prediction prediction = Samples.prediction("image", "cat", 0.9f);
      rates.add(predictions.add(prediction, NOON.toEpochMilli(), 0), batchSize);
    }
  }

  @Test
  void theMeanBatchIsOverBatchesNotOverImages() {
    add(32, 32);
    add(1, 1);
    add(1, 1);
    add(1, 1);
    now = NOON.plus(Duration.ofSeconds(10));

    Rate rate = rates.lastMinute();

    // four batches of 35 images: seen by an image, its batch would have 29 on average
    assertThat(rate.meanBatch()).isCloseTo(35 / 4.0, within(1e-9));
    assertThat(rates.steps()).extracting(Rate::meanBatch).containsExactly(rate.meanBatch());
    assertThat(rate.perSecond()).isCloseTo(35 / 60.0, within(1e-9));
    assertThat(rate.medianMs()).isBetween(90L, 110L);
  }

  @Test
  void whatTellsNoBatchOrOneThatCannotBeIsLeftOut() {
    add(5, null);
    add(5, 0);
    add(5, -3);
    add(5, Integer.MAX_VALUE);
    now = NOON.plus(Duration.ofSeconds(10));
    assertThat(rates.lastMinute().meanBatch()).isNull();
    assertThat(rates.lastMinute().perSecond()).isCloseTo(20 / 60.0, within(1e-9));

    add(2, 2);

    assertThat(rates.lastMinute().meanBatch()).isEqualTo(2);
  }
}
