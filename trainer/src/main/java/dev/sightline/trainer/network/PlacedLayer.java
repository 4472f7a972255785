package dev.sightline.trainer.network;

import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * A layer at its place in a network: named, its shapes and weights known.
 *
 * @param name unique in its network, such as {@code conv2d_1}
 * @param weights under their full names, such as {@code conv2d_1/kernel}
 */
public record PlacedLayer(
    String name, Layer layer, Shape input, Shape output, List<Weight> weights) {
  /** The number of floats in this layer's weights. */
  public int parameters() {
    return weights.stream().mapToInt(Weight::parameters).sum();
  }

  /** The FLOPs that an image takes here in inference, two a multiply-add. */
  public long flops() {
    return 2 * layer.multiplyAdds(input);
  }

  /** Whether the optimizer changes any of its weights. */
  boolean trains() {
    return weights.stream().anyMatch(Weight::trainable);
  }

  public String weight(String shortName) {
    return name + "/" + shortName;
  }
}
