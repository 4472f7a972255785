package dev.sightline.trainer.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/**
 * An image classifier described as data: layers one after another, from pixels to class
 * probabilities. Every layer takes what the one before it gives, and the last is a softmax {@link
 * Layer.Dense}; a description that breaks this can't be made.
 *
 * @param name what people call it, letters, digits and dashes
 * @param input the shape of an image: [height, width, channels]
 * @param views what inference takes the mean over
 */
public record Network(String name, Shape input, List<Layer> layers, Views views) {
  /**
   * @throws IllegalArgumentException when a layer can't take what comes to it, naming the layer
   */
  public Network {
    layers = List.copyOf(layers);
    if (input.numDimensions() != 3) {
      throw new IllegalArgumentException(
          "network " + name + ": the input must be [height, width, channels] but is " + input);
    }
    if (layers.isEmpty() || !isSoftmax(layers.get(layers.size() - 1))) {
      throw new IllegalArgumentException(
          "network " + name + ": the last layer must be a softmax Dense");
    }
    if (layers.stream().filter(Network::isSoftmax).count() > 1) {
      throw new IllegalArgumentException(
          "network " + name + ": only the last layer may be a softmax");
    }
    place(name, input, layers);
  }

  /** A network that looks at an image once. */
  public Network(String name, Shape input, List<Layer> layers) {
    this(name, input, layers, Views.SINGLE);
  }

  /** The layers in order, named as Keras names them. */
  public List<PlacedLayer> placedLayers() {
    return place(name, input, layers);
  }

  /** The weights of all layers, in order. */
  public List<Weight> weights() {
    return placedLayers().stream().flatMap(layer -> layer.weights().stream()).toList();
  }

  /** The number of classes. */
  public int classes() {
    return ((Layer.Dense) layers.get(layers.size() - 1)).units();
  }

  /** The number of bytes of one image. */
  public int imageBytes() {
    return Math.toIntExact(input.size());
  }

  /** The number of floats that are trained or kept. */
  public int parameters() {
    return weights().stream().mapToInt(Weight::parameters).sum();
  }

  /** The number of floats that the optimizer changes. */
  public int trainableParameters() {
    return weights().stream().filter(Weight::trainable).mapToInt(Weight::parameters).sum();
  }

  /** What one image costs. */
  public Flops flops() {
    return Flops.of(this);
  }

  private static boolean isSoftmax(Layer layer) {
    return layer instanceof Layer.Dense dense && dense.activation() == Activation.SOFTMAX
        || layer instanceof Layer.Conv conv && conv.activation() == Activation.SOFTMAX;
  }

  private static List<PlacedLayer> place(String network, Shape input, List<Layer> layers) {
    List<PlacedLayer> placed = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    Shape shape = input;
    for (Layer layer : layers) {
      int earlier = seen.merge(layer.stem(), 1, Integer::sum) - 1;
      String name = earlier == 0 ? layer.stem() : layer.stem() + "_" + earlier;
      Shape output = output(network, name, layer, shape);
      List<Weight> weights = layer.weights(shape).stream().map(w -> w.in(name)).toList();
      placed.add(new PlacedLayer(name, layer, shape, output, weights));
      shape = output;
    }
    return placed;
  }

  private static Shape output(String network, String name, Layer layer, Shape input) {
    try {
      return layer.outputShape(input);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "network " + network + ", layer " + name + ": " + e.getMessage(), e);
    }
  }
}
