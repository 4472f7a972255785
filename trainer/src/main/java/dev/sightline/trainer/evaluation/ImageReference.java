package dev.sightline.trainer.evaluation;

import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.images.statistics.ImageMeasure;
import dev.sightline.schemas.ImageHistogram;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.OriginalSizes;
import java.util.List;

/**
 * What held-out images look like, as the manifest tells it: the statistics that a worker takes of
 * the same images, by the same code, counted by their bins. All images are of the model's size. For
 * one thread.
 */
public final class ImageReference {
  private final ImageHistograms histograms = new ImageHistograms();

  /** That of all images at once. */
  public static List<ImageHistogram> of(Examples images) {
    ImageReference reference = new ImageReference();
    reference.add(images);
    return reference.records();
  }

  /** Adds a batch of images. */
  public void add(Examples batch) {
    ImageMeasure statistics = new ImageMeasure(batch.height(), batch.width());
    OriginalSizes originals = batch.originals();
    for (int i = 0; i < batch.size(); i++) {
      histograms.add(
          statistics.of(
              batch.pixels(),
              i * batch.imageBytes(),
              originals.widths()[i],
              originals.heights()[i]));
    }
  }

  /** For the manifest: null without images. */
  public List<ImageHistogram> records() {
    List<ImageHistogram> records = histograms.records();
    return records.isEmpty() ? null : records;
  }
}
