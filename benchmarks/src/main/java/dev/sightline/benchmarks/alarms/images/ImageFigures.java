package dev.sightline.benchmarks.alarms.images;

import dev.sightline.benchmarks.alarms.images.ImageStream.Labelling;
import dev.sightline.inference.LoadedModel;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.topology.monitoring.alerts.DriftSettings;
import dev.sightline.trainer.data.source.DataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The two tables of alarms on real images.
 *
 * @param images that streams are drawn from
 * @param millions of images without drift
 * @param runs of each drift
 */
public record ImageFigures(int images, int millions, int runs, DriftSettings settings, long seed) {
  /** Half of all images get a label, 500 images later. */
  private static final Labelling LABELLING = new Labelling(0.5, 500);

  /** The class that comes more or less often. */
  private static final int MOVED = 0;

  /**
   * Prints both tables in Markdown.
   *
   * @param folder where the model is, or is left
   */
  public void print(DataSource source, Path folder, Consumer<String> lines)
      throws InterruptedException, IOException {
    WatchedModel watched = WatchedModel.of(source, images, folder);
    ModelManifest manifest = watched.manifest();
    try (LoadedModel model = LoadedModel.load(watched.savedModel())) {
      lines.accept(
          String.format(
              Locale.ROOT,
              "Reference: accuracy %.4f on %,d held-out images. Streams: drawn from %,d others that"
                  + " the model has not seen; %.0f%% get a label, %d images later.",
              manifest.getEvaluation().getAccuracy(),
              manifest.getEvaluation().getImages(),
              images,
              100 * LABELLING.coverage(),
              LABELLING.delay()));
      lines.accept("");
      int classes = model.classes();
      Drift without =
          Drift.of(
              "none", JudgedImages.of(watched.unseen(), Distortion.NONE, model, classes, seed));
      new FalseAlarms(manifest, settings, without, LABELLING, millions, seed).print(lines);
      lines.accept("");
      Delays delays = new Delays(manifest, settings, without, LABELLING, runs, seed);
      delays.printHead(lines);
      for (Condition condition : Condition.all()) {
        JudgedImages judged =
            JudgedImages.of(watched.unseen(), condition.distortion(), model, classes, seed);
        delays.print(Drift.of(condition.kind() + ", " + condition.strength(), judged), lines);
      }
      for (Drift drift : ofClassesAndLabels(without, manifest.getLabels())) {
        delays.print(drift, lines);
      }
    }
  }

  private static List<Drift> ofClassesAndLabels(Drift without, List<String> classes) {
    String moved = classes.get(MOVED);
    List<Drift> drifts = new ArrayList<>();
    for (double share : new double[] {0.15, 0.2, 0.3}) {
      drifts.add(without.withShare("%s: share 0.1 to %s".formatted(moved, share), MOVED, share));
    }
    for (double share : new double[] {0.05, 0.02}) {
      drifts.add(without.withShare("%s: share 0.1 to %s".formatted(moved, share), MOVED, share));
    }
    drifts.add(without.withShare(moved + ": gone", MOVED, 0));
    for (int percent : new int[] {2, 5, 20}) {
      drifts.add(without.withFlips("labels flipped, " + percent + "%", percent / 100.0));
    }
    return drifts;
  }
}
