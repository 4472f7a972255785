package dev.sightline.benchmarks.alarms.images;

import dev.sightline.evaluation.drift.window.Adwin;
import dev.sightline.evaluation.drift.window.Ddm;
import dev.sightline.evaluation.drift.window.PsiWindows;
import dev.sightline.evaluation.histogram.MergedBins;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.images.statistics.ImageStatistic;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ModelManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What people know from elsewhere, with its defaults. */
final class PeerWatchers {
  private static final int GROUPS = 10;

  private PeerWatchers() {}

  /** ADWIN on right and wrong. */
  static ImageWatcher adwin() {
    Adwin adwin = new Adwin(Adwin.Settings.DEFAULTS);
    return onLabels("ADWIN", label -> adwin.add(label.isRight() ? 1 : 0));
  }

  /** DDM on right and wrong. */
  static ImageWatcher ddm() {
    Ddm ddm = new Ddm();
    return onLabels("DDM", label -> ddm.add(label.isRight()) == Ddm.Outcome.DRIFT);
  }

  private static ImageWatcher onLabels(String name, Predicate<Seen.Label> isAlarm) {
    return image ->
        image.label() != null && isAlarm.test(image.label()) ? List.of(name) : List.of();
  }

  /** PSI of the predicted classes, on windows of so many images. */
  static ImageWatcher psiOfClasses(ModelManifest manifest, int size) {
    HeldOutEvaluation evaluation = manifest.getEvaluation();
    long[] reference =
        evaluation.getPredictedShares().stream()
            .mapToLong(share -> Math.round(share * evaluation.getImages()))
            .toArray();
    PsiWindows windows = new PsiWindows(reference, size, PsiWindows.THRESHOLD);
    return image -> windows.add(image.predicted()) ? List.of("class-shares") : List.of();
  }

  /** PSI of what images look like, each statistic by the tenths of its reference. */
  static ImageWatcher psiOfImages(ModelManifest manifest, int size) {
    ImageHistograms reference = ImageHistograms.ofKnown(manifest.getImageReference());
    List<ImageWatcher> each = new ArrayList<>();
    for (ImageStatistic statistic : ImageStatistic.values()) {
      each.add(psi(statistic, reference.counts(statistic), size));
    }
    return image -> each.stream().flatMap(watcher -> watcher.next(image).stream()).toList();
  }

  private static ImageWatcher psi(ImageStatistic statistic, long[] reference, int size) {
    MergedBins groups = MergedBins.of(reference, GROUPS);
    int[] groupByBin = new int[reference.length];
    for (int group = 0; group < groups.count(); group++) {
      for (int bin = groups.first(group); bin <= groups.last(group); bin++) {
        groupByBin[bin] = group;
      }
    }
    PsiWindows windows = new PsiWindows(groups.merge(reference), size, PsiWindows.THRESHOLD);
    return image ->
        windows.add(groupByBin[statistic.bins().of(statistic.of(image.statistics())).orElseThrow()])
            ? List.of(statistic.key())
            : List.of();
  }
}
