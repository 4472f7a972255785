package dev.sightline.trainer.data.source;

import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Sampling;
import dev.sightline.trainer.data.Skipped;
import dev.sightline.trainer.data.SplitReading;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A split of a data set whose images are small and of one size: all are in memory at that size
 * while they are read, and a batch of them at the size that is asked for.
 *
 * @param identity of the whole data set
 * @param images of this split, made anew for each reading
 */
record ExamplesSplit(
    String dataSet, List<String> classes, Supplier<String> identity, Supplier<Examples> images)
    implements ImageSplit {

  @Override
  public String sha256() {
    return identity.get();
  }

  @Override
  public SplitReading read(ImageSize size, ResizeMethod resize, Consumer<Examples> batches) {
    Examples all = images.get();
    int batch = size.batch();
    for (int first = 0; first < all.size(); first += batch) {
      int count = Math.min(batch, all.size() - first);
      batches.accept(all.slice(first, count).resized(size, resize));
    }
    int resized = all.imageSize().equals(size) ? 0 : all.size();
    return new SplitReading(all.size(), Skipped.NONE, resized);
  }

  @Override
  public Examples sample(int most, ImageSize size, ResizeMethod resize) {
    Examples all = images.get();
    return all.chosen(Sampling.indices(all.size(), most, size)).resized(size, resize);
  }
}
