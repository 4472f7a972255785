package dev.sightline.app.predictions;

import dev.sightline.app.follow.Rendering;
import dev.sightline.schemas.Prediction;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A prediction as one line. */
public final class PredictionLine implements Rendering<Prediction> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private static final String FORMAT = "%-23s  %-12s %10s  %-20s %12s  %s";

  @Override
  public String header() {
    return FORMAT.formatted("scored at (UTC)", "label", "confidence", "model", "after", "image");
  }

  @Override
  public String render(Prediction prediction) {
    return FORMAT.formatted(
        TIME.format(prediction.getScoredAt()),
        prediction.getLabel(),
        String.format(Locale.ROOT, "%.1f%%", 100 * prediction.getConfidence()),
        prediction.getModelName() + "/" + prediction.getModelVersion(),
        Duration.between(prediction.getCapturedAt(), prediction.getScoredAt()).toMillis() + " ms",
        prediction.getId());
  }
}
