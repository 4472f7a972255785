package dev.sightline.topology.monitoring.windows;

import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.images.statistics.ImageStatistic;
import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.StoredFirstImages;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first images of model versions by their statistics: what a version's images are compared with
 * where its manifest has no reference. They are kept with the buckets, in the transaction that
 * counts them, and longer than these: a version that pauses for a night keeps its reference. For
 * the task's thread.
 *
 * <p>Counts come by commit, so there are as many images as are wanted, or some more. Versions are
 * named by whoever writes predictions: {@value #MAX_VERSIONS} have first images, and a new one
 * takes the place of the oldest that has no bucket any more.
 */
final class FirstImages {
  static final int MAX_VERSIONS = 200;

  private static final Logger LOG = LoggerFactory.getLogger(FirstImages.class);

  private final BucketEntries entries;
  private final Predicate<ModelVersion> hasBuckets;
  private final long wanted;
  private final Map<ModelVersion, Held> byModel = new HashMap<>();

  /** What is held of a version. */
  private static final class Held {
    private final ImageHistograms images = new ImageHistograms();
    private final Instant since;
    private boolean complete;

    private Held(Instant since) {
      this.since = since;
    }
  }

  /**
   * Goes on from what is kept.
   *
   * @param wanted how many; 0 for none
   * @param hasBuckets whether a version has buckets, so that its windows are still written
   */
  FirstImages(BucketEntries entries, long wanted, Predicate<ModelVersion> hasBuckets) {
    this.entries = entries;
    this.wanted = wanted;
    this.hasBuckets = hasBuckets;
    entries.forEachFirstImages(
        (model, stored) -> {
          Held held = new Held(stored.getSince());
          held.images.add(stored.getImageStatistics());
          held.complete = stored.getComplete();
          byModel.put(model, held);
        });
  }

  /**
   * Counts of a version without a reference came.
   *
   * @param nowMs by the wall clock
   */
  void add(ModelVersion model, PartitionCounts counts, long nowMs) {
    if (wanted == 0 || counts.getImageStatistics().isEmpty()) {
      return;
    }
    Held held = byModel.get(model);
    if (held == null) {
      if (!makeRoom()) {
        return;
      }
      held = new Held(Instant.ofEpochMilli(nowMs));
      byModel.put(model, held);
      LOG.info(
          "nothing is known of what the images of {} looked like before it was published: its first"
              + " {} images are taken for the reference",
          model,
          wanted);
    }
    if (!held.complete) {
      held.images.add(counts.getImageStatistics());
      held.complete = held.images.total(ImageStatistic.BRIGHTNESS) >= wanted;
      entries.put(model, new StoredFirstImages(held.since, held.complete, held.images.records()));
    }
  }

  private boolean makeRoom() {
    if (byModel.size() < MAX_VERSIONS) {
      return true;
    }
    Optional<ModelVersion> oldest =
        byModel.keySet().stream()
            .filter(hasBuckets.negate())
            .min(Comparator.comparing(model -> byModel.get(model).since));
    oldest.ifPresent(
        model -> {
          byModel.remove(model);
          entries.deleteFirstImages(model);
        });
    return oldest.isPresent();
  }

  /** The first images of a version, once they are as many as are wanted; not to be changed. */
  Optional<ImageHistograms> of(ModelVersion model) {
    return Optional.ofNullable(byModel.get(model))
        .filter(held -> wanted > 0 && held.complete)
        .map(held -> held.images);
  }
}
