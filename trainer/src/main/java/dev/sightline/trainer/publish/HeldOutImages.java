package dev.sightline.trainer.publish;

import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Split;
import dev.sightline.trainer.data.source.DataSource;
import java.util.List;
import java.util.function.Consumer;

/** The held-out images of a data set, for models that take them at different sizes. */
public interface HeldOutImages {
  /** Class names in the order of the labels' indices. */
  List<String> classes();

  /**
   * Reads all of them at one size, a batch at a time, in the same order at every size.
   *
   * @throws dev.sightline.trainer.data.DataSetException when they can't be read
   */
  void read(ImageSize size, ResizeMethod resize, Consumer<Examples> batches);

  /** The same images, of which each batch that is read is shown to somebody else first. */
  default HeldOutImages shownTo(Consumer<Examples> observer) {
    HeldOutImages images = this;
    return new HeldOutImages() {
      @Override
      public List<String> classes() {
        return images.classes();
      }

      @Override
      public void read(ImageSize size, ResizeMethod resize, Consumer<Examples> batches) {
        images.read(size, resize, observer.andThen(batches));
      }
    };
  }

  /** Those of a split that is read each time. */
  static HeldOutImages of(ImageSplit split) {
    return new HeldOutImages() {
      @Override
      public List<String> classes() {
        return split.classes();
      }

      @Override
      public void read(ImageSize size, ResizeMethod resize, Consumer<Examples> batches) {
        split.read(size, resize, batches);
      }
    };
  }

  /**
   * Those of a data set that is in memory. At another size, or by another way to get there, its
   * source is read again, so that no model is judged on images that were scaled down for another.
   *
   * @param loaded from the source, by that way of resizing
   */
  static HeldOutImages of(DataSet loaded, ResizeMethod loadedBy, DataSource source) {
    return new HeldOutImages() {
      @Override
      public List<String> classes() {
        return loaded.classes();
      }

      @Override
      public void read(ImageSize size, ResizeMethod resize, Consumer<Examples> batches) {
        Examples there = loaded.heldOut();
        if (!there.imageSize().equals(size) || resize != loadedBy) {
          source.split(Split.TEST).read(size, resize, batches);
          return;
        }
        int batch = size.batch();
        for (int first = 0; first < there.size(); first += batch) {
          batches.accept(there.slice(first, Math.min(batch, there.size() - first)));
        }
      }
    };
  }
}
