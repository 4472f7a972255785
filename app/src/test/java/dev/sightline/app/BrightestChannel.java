package dev.sightline.app;

import dev.sightline.trainer.export.SavedModelExport;
import dev.sightline.trainer.network.Activation;
import dev.sightline.trainer.network.Layer;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.TrainedNetwork;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.tensorflow.ndarray.Shape;

/**
 * Images of one colour, and a model made by hand that tells them apart by the brightest channel.
 */
public final class BrightestChannel {
  public static final List<String> COLOURS = List.of("blue", "green", "red");
  private static final List<String> CHANNELS = List.of("red", "green", "blue");
  private static final int SIDE = 32;
  private static final int SPLIT = 12;

  private BrightestChannel() {}

  /** A data set of 12 training and 12 held-out images of each colour. */
  public static Path images(Path folder) throws IOException {
    for (String split : List.of("train", "test")) {
      for (String colour : COLOURS) {
        Path classFolder = Files.createDirectories(folder.resolve(split).resolve(colour));
        for (int i = 0; i < SPLIT; i++) {
          ImageIO.write(
              image(CHANNELS.indexOf(colour), 150 + i),
              "png",
              classFolder.resolve(i + ".png").toFile());
        }
      }
    }
    return folder;
  }

  private static BufferedImage image(int channel, int brightness) {
    int[] rgb = new int[3];
    rgb[channel] = brightness;
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int at = 0; at < SIDE * SIDE; at++) {
      image.setRGB(at % SIDE, at / SIDE, new Color(rgb[0], rgb[1], rgb[2]).getRGB());
    }
    return image;
  }

  /**
   * Writes the model as a SavedModel.
   *
   * @param classes the colour that each class is chosen for
   */
  public static Path model(Path folder, List<String> classes) throws IOException {
    Network network =
        new Network(
            "brightest",
            Shape.of(SIDE, SIDE, 3),
            List.of(new Layer.Flatten(), new Layer.Dense(3, Activation.SOFTMAX)));
    float[] kernel = new float[SIDE * SIDE * 3 * 3];
    for (int input = 0; input < SIDE * SIDE * 3; input++) {
      kernel[input * 3 + classes.indexOf(CHANNELS.get(input % 3))] = 0.01f;
    }
    SavedModelExport.write(
        new TrainedNetwork(network, Map.of("dense/kernel", kernel, "dense/bias", new float[3])),
        folder);
    return folder;
  }
}
