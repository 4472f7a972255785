package dev.sightline.trainer.publish;

import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.export.SavedModelExport;
import dev.sightline.trainer.network.Activation;
import dev.sightline.trainer.network.Layer;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.TrainedNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** A model made by hand that tells red, green and blue images apart by their brightest channel. */
final class BrightestChannel {
  private static final List<String> CHANNELS = List.of("red", "green", "blue");

  private BrightestChannel() {}

  /**
   * Writes it as a SavedModel.
   *
   * @param labels "red", "green" and "blue" in the order of its classes; a channel that is not
   *     among them it does not see
   */
  static Path write(Path folder, ImageSize size, List<String> labels) throws IOException {
    Network network =
        new Network(
            "brightest",
            Shape.of(size.height(), size.width(), ImageSize.CHANNELS),
            List.of(new Layer.Flatten(), new Layer.Dense(labels.size(), Activation.SOFTMAX)));
    float[] kernel = new float[size.bytes() * labels.size()];
    for (int input = 0; input < size.bytes(); input++) {
      int label = labels.indexOf(CHANNELS.get(input % ImageSize.CHANNELS));
      if (label >= 0) {
        kernel[input * labels.size() + label] = 1;
      }
    }
    SavedModelExport.write(
        new TrainedNetwork(
            network, Map.of("dense/kernel", kernel, "dense/bias", new float[labels.size()])),
        folder);
    return folder;
  }

  /**
   * As many images of each class as of the others, one class after the other.
   *
   * @param classes "red", "green" and "blue" in the order of the labels' indices
   */
  static Examples images(ImageSize size, List<String> classes, int eachClass) {
    byte[] pixels = new byte[classes.size() * eachClass * size.bytes()];
    int[] labels = new int[classes.size() * eachClass];
    for (int image = 0; image < labels.length; image++) {
      labels[image] = image / eachClass;
      int channel = CHANNELS.indexOf(classes.get(labels[image]));
      for (int at = channel; at < size.bytes(); at += ImageSize.CHANNELS) {
        pixels[image * size.bytes() + at] = (byte) 200;
      }
    }
    return new Examples(size.height(), size.width(), pixels, labels);
  }
}
