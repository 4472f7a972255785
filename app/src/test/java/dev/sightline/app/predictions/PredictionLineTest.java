package dev.sightline.app.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.Prediction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionLineTest {
  @Test
  void showsWhatWhenByWhomAndHowSoonUnderItsHeader() {
    Instant captured = Instant.parse("2026-01-02T03:04:05.006Z");
    Prediction prediction =
        Prediction.newBuilder()
            .setId("run-000001")
            .setLabel("cat")
            .setLabelIndex(3)
            .setConfidence(0.934f)
            .setProbabilities(List.of(0f, 0f, 0.066f, 0.934f))
            .setModelName("cifar10")
            .setModelVersion(7)
            .setCapturedAt(captured)
            .setScoredAt(captured.plusMillis(17))
            .build();
    PredictionLine line = new PredictionLine();

    assertThat(line.header() + "\n" + line.render(prediction))
        .isEqualTo(
            """
            scored at (UTC)          label        confidence  model                       after  image
            2026-01-02 03:04:05.023  cat               93.4%  cifar10/7                   17 ms  run-000001\
            """);
  }
}
