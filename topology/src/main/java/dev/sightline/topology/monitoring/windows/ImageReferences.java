package dev.sightline.topology.monitoring.windows;

import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.StoredFirstImages;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * What the images of model versions are compared with: the reference of the manifest or, where it
 * has none, the version's first images, as the windows of the same task keep them. For the task's
 * thread.
 */
public final class ImageReferences {
  private final LabelOrder manifests;
  private final BucketEntries entries;
  private final long firstImages;

  /**
   * What is known of one version.
   *
   * @param images by their statistics; not to be changed
   * @param areFirst whether they are the version's first, and not held-out ones
   */
  public record Reference(ImageHistograms images, boolean areFirst) {}

  /**
   * @param context of a processor that the store of buckets is connected with
   * @param firstImages how many are wanted; 0 for none
   */
  public ImageReferences(LabelOrder manifests, ProcessorContext<?, ?> context, long firstImages) {
    this.manifests = manifests;
    this.entries = new BucketEntries(context);
    this.firstImages = firstImages;
  }

  /** That of a version; empty while there is none. */
  public Optional<Reference> of(ModelVersion model) {
    return manifests
        .imageReference(model.name(), model.version())
        .map(images -> new Reference(images, false))
        .or(() -> first(model));
  }

  private Optional<Reference> first(ModelVersion model) {
    return firstImages == 0
        ? Optional.empty()
        : entries
            .firstImages(model)
            .filter(StoredFirstImages::getComplete)
            .map(kept -> new Reference(ImageHistograms.ofKnown(kept.getImageStatistics()), true));
  }
}
