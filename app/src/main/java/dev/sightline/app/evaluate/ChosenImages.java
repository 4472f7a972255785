package dev.sightline.app.evaluate;

import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.report.ShownImages;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The few images of an evaluation that its report shows, picked out while the split is read. */
final class ChosenImages implements ShownImages, Consumer<Examples> {
  private final ImageSize imageSize;
  private final Set<Integer> wanted;
  private final Map<Integer, byte[]> images = new HashMap<>();
  private int size;

  private ChosenImages(ImageSize imageSize, int[] indices) {
    this.imageSize = imageSize;
    this.wanted = Arrays.stream(indices).boxed().collect(Collectors.toSet());
  }

  /**
   * Reads the evaluated images once more.
   *
   * @param indices of those that are kept, in the order in which they are read
   */
  static ChosenImages of(Evaluation evaluation, int[] indices) {
    ChosenImages chosen = new ChosenImages(evaluation.size(), indices);
    evaluation.images().read(evaluation.size(), evaluation.resize(), chosen);
    return chosen;
  }

  @Override
  public void accept(Examples batch) {
    for (int i = 0; i < batch.size(); i++) {
      if (wanted.contains(size + i)) {
        images.put(size + i, batch.image(i));
      }
    }
    size += batch.size();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public ImageSize imageSize() {
    return imageSize;
  }

  @Override
  public byte[] image(int index) {
    return images.get(index);
  }
}
