package dev.sightline.topology.monitoring.alerts;

import dev.sightline.evaluation.drift.estimate.ReliabilityWorth;
import dev.sightline.evaluation.drift.sequential.Batch;
import dev.sightline.evaluation.drift.sequential.Family.Sharing;
import dev.sightline.evaluation.drift.sequential.Range;
import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.images.statistics.ImageStatistic;
import dev.sightline.topology.monitoring.alerts.ByName.Named;
import dev.sightline.topology.monitoring.alerts.Observations.Recalled;
import dev.sightline.topology.monitoring.windows.HeldOutReference;
import dev.sightline.topology.monitoring.windows.HeldOutReference.OfClass;
import dev.sightline.topology.monitoring.windows.ImageReferences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/** What is watched of a model version, by what its reference tells. Pure. */
final class Statistics {
  static final String ACCURACY = "accuracy";
  static final String RECALL = "recall";
  static final String CLASS_SHARES = "class-shares";
  static final String ESTIMATED_ACCURACY = "estimated-accuracy";

  /** Of more classes the most frequent are watched: each takes a kilobyte a version. */
  static final int MAX_CLASSES = 100;

  /** That no range of a statistic is too narrow because the reference is a sample. */
  private static final double REFERENCE_LEVEL = 0.99;

  private final DriftSettings settings;

  private Statistics(DriftSettings settings) {
    this.settings = settings;
  }

  /**
   * Those of a version.
   *
   * @param reference what it did on its held-out images
   * @param images what these looked like, or the version's first images
   */
  static List<Statistic> of(
      Optional<HeldOutReference> reference,
      Optional<ImageReferences.Reference> images,
      DriftSettings settings) {
    Statistics statistics = new Statistics(settings);
    List<Statistic> all = new ArrayList<>();
    reference.ifPresent(known -> statistics.addPredictions(all, known));
    images.ifPresent(known -> statistics.addImages(all, known));
    return all;
  }

  private void addPredictions(List<Statistic> all, HeldOutReference reference) {
    Range accuracy =
        Range.from(
            reference.correct(), reference.images(), settings.accuracyTolerance(), REFERENCE_LEVEL);
    all.add(new SingleMean(ACCURACY, accuracy, Statistics::hits));
    if (!reference.diagram().isEmpty()) {
      double[] worth = worth(reference);
      all.add(
          new SingleMean(
              ESTIMATED_ACCURACY, accuracy, counts -> Batch.of(worth, counts.confidences())));
    }
    addClasses(all, reference);
  }

  private void addImages(List<Statistic> all, ImageReferences.Reference reference) {
    ImageHistograms images = reference.images();
    String measured =
        reference.areFirst() ? "among the version's first images" : "on the held-out images";
    for (ImageStatistic statistic : ImageStatistic.values()) {
      long[] counts = images.counts(statistic);
      long total = images.total(statistic);
      if (total > 0) {
        double level = levelOfEach(Binned.groups(counts));
        all.add(
            new Binned(
                statistic,
                counts,
                measured,
                held -> Range.around(held, total, settings.shareTolerance(), level)));
      }
    }
  }

  private static Batch hits(Observations counts) {
    Recalled labelled = counts.labelled();
    return Batch.ofHits(labelled.hits(), labelled.support());
  }

  /** By bin of confidence. On the held-out images themselves its mean is their accuracy. */
  private static double[] worth(HeldOutReference reference) {
    ReliabilityWorth worth = new ReliabilityWorth(reference.diagram());
    return IntStream.range(0, ConfidenceHistogram.BINS)
        .mapToDouble(bin -> Math.max(0, Math.min(1, worth.of(bin).share())))
        .toArray();
  }

  private void addClasses(List<Statistic> all, HeldOutReference reference) {
    List<OfClass> shares = mostFrequent(reference, OfClass::predicted);
    if (!shares.isEmpty()) {
      double level = levelOfEach(shares.size());
      all.add(
          new ByName(
              CLASS_SHARES,
              Sharing.EVERY_QUANTITY,
              shares.stream()
                  .map(each -> new Named(each.name(), share(each, reference, level)))
                  .toList(),
              (counts, name) -> Batch.ofHits(counts.predicted(name), counts.predictions())));
    }
    List<OfClass> recalls =
        mostFrequent(reference, OfClass::support).stream()
            .filter(each -> each.support() > 0)
            .toList();
    if (!recalls.isEmpty()) {
      double level = levelOfEach(recalls.size());
      all.add(
          new ByName(
              RECALL,
              Sharing.ONE_QUANTITY,
              recalls.stream().map(each -> new Named(each.name(), recall(each, level))).toList(),
              (counts, name) ->
                  Batch.ofHits(counts.labelled(name).hits(), counts.labelled(name).support())));
    }
  }

  private Range share(OfClass each, HeldOutReference reference, double level) {
    long predicted = Math.min(each.predicted(), reference.images());
    return Range.around(predicted, reference.images(), settings.shareTolerance(), level);
  }

  private Range recall(OfClass each, double level) {
    return Range.from(each.hits(), each.support(), settings.accuracyTolerance(), level);
  }

  private static List<OfClass> mostFrequent(
      HeldOutReference reference, ToLongFunction<OfClass> count) {
    return reference.classes().stream()
        .sorted(Comparator.comparingLong(count).reversed())
        .limit(MAX_CLASSES)
        .toList();
  }

  private static double levelOfEach(int quantities) {
    return 1 - (1 - REFERENCE_LEVEL) / quantities;
  }
}
