package dev.sightline.app.demo;

import dev.sightline.dashboard.settings.LabelBounds;
import dev.sightline.evaluation.drift.estimate.EstimatedAccuracy;
import dev.sightline.evaluation.drift.estimate.ReliabilityWorth;
import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.topology.monitoring.windows.HeldOutReference;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How the version that serves did in the newest full window.
 *
 * @param reference what it did on its held-out images; empty where that is not known
 */
record Recent(MetricsWindow window, Optional<HeldOutReference> reference) {

  /** In a line of 80 characters at the most. */
  String text() {
    Duration length = Duration.between(window.getWindowStart(), window.getWindowEnd());
    return String.format(
        Locale.ROOT,
        "last %d s: accuracy estimated %s, realised %s of %,d; held out %s",
        length.toSeconds(),
        number(estimate()),
        number(realised()),
        window.getLabelled(),
        number(reference.map(known -> (double) known.correct() / known.images())));
  }

  /** As everywhere, nothing of a few labels. */
  private Optional<Double> realised() {
    return Optional.ofNullable(window.getAccuracy())
        .filter(known -> window.getLabelled() >= LabelBounds.DEFAULTS.fewest());
  }

  private Optional<Double> estimate() {
    ConfidenceHistogram confidences = new ConfidenceHistogram();
    for (int bin = 0; bin < window.getConfidences().size(); bin++) {
      confidences.add(bin, window.getConfidences().get(bin));
    }
    return reference
        .filter(known -> !known.diagram().isEmpty())
        .flatMap(known -> EstimatedAccuracy.of(confidences, new ReliabilityWorth(known.diagram())))
        .map(EstimatedAccuracy::value);
  }

  private static String number(Optional<Double> share) {
    return share.map(value -> String.format(Locale.ROOT, "%.3f", value)).orElse("-");
  }
}
