package dev.sightline.trainer.report;

import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;

/** Images of one size by their number, a few of which a report shows. */
public interface ShownImages {
  /** How many there are, shown or not. */
  int size();

  ImageSize imageSize();

  /**
   * A copy of an image, {@code [row, column, channel]}.
   *
   * @param index one that is shown
   */
  byte[] image(int index);

  /** Images that are all in memory. */
  static ShownImages of(Examples examples) {
    return new ShownImages() {
      @Override
      public int size() {
        return examples.size();
      }

      @Override
      public ImageSize imageSize() {
        return examples.imageSize();
      }

      @Override
      public byte[] image(int index) {
        return examples.image(index);
      }
    };
  }
}
