package dev.sightline.trainer.publish;

import dev.sightline.fixtures.ColourModel;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import java.util.function.Consumer;

/** Images of one colour each, with the classes of a {@link ColourModel}. */
final class ColourExamples {
  private ColourExamples() {}

  /** The same in two batches, of which the second is the smaller. */
  static void of(ColourModel model, int eachClass, Consumer<Examples> batches) {
    Examples all = of(model, eachClass);
    int first = all.size() * 2 / 3;
    batches.accept(all.slice(0, first));
    batches.accept(all.slice(first, all.size() - first));
  }

  /** As many of each class as of the others, one class after the other, of the model's size. */
  static Examples of(ColourModel model, int eachClass) {
    ImageSize size = new ImageSize(model.height(), model.width());
    int[] labels = new int[model.seen().size() * eachClass];
    byte[] pixels = size.allocate(labels.length);
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i / eachClass;
      int[] rgb = new int[ImageSize.CHANNELS];
      rgb[ColourModel.LABELS.indexOf(model.seen().get(labels[i]))] = 200;
      byte[] image = model.image(rgb[0], rgb[1], rgb[2]);
      System.arraycopy(image, 0, pixels, i * image.length, image.length);
    }
    return new Examples(size.height(), size.width(), pixels, labels);
  }
}
