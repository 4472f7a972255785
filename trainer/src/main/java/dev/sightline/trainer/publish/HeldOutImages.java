package dev.sightline.trainer.publish;

import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.source.DataSource;
import java.util.List;

/** The held-out images of a data set, for models that take them at different sizes. */
public interface HeldOutImages {
  /** Class names in the order of the labels' indices. */
  List<String> classes();

  /**
   * All of them at one size, in the same order at every size.
   *
   * @throws dev.sightline.trainer.data.DataSetException when they can't be read again
   */
  Examples at(ImageSize size, ResizeMethod resize);

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
      public Examples at(ImageSize size, ResizeMethod resize) {
        Examples there = loaded.heldOut();
        return there.imageSize().equals(size) && resize == loadedBy
            ? there
            : source.load(size, resize).heldOut();
      }
    };
  }
}
