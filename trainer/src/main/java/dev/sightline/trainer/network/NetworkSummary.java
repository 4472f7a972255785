package dev.sightline.trainer.network;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;

/**
 * A network's layers, shapes and parameters as a table, in the form of Keras' {@code summary()},
 * with the FLOPs of each layer's inference beside them. It fits a terminal of 80 columns.
 */
public final class NetworkSummary {
  private static final String ROW = " %-36s%-21s%-9s%12s%n";

  /** That of a terminal, and a column less. */
  private static final int WIDTH = 79;

  private static final int LONGEST_TITLE = 35;

  private NetworkSummary() {}

  /** The table, ending with a line break. */
  public static String of(Network network) {
    StringBuilder text = new StringBuilder("Model: \"%s\"%n".formatted(network.name()));
    text.append(line('_'))
        .append(row("Layer (type)", "Output Shape", "Param #", "FLOPs"))
        .append(line('='));
    text.append(row("image (InputLayer)", shape(network.input()), "0", "0"));
    for (PlacedLayer layer : network.placedLayers()) {
      String title = "%s (%s)".formatted(layer.name(), layer.layer().type());
      text.append(
          row(
              title,
              shape(layer.output()),
              String.valueOf(layer.parameters()),
              String.format(Locale.ROOT, "%,d", layer.flops())));
    }
    int total = network.parameters();
    int trainable = network.trainableParameters();
    text.append(line('=')).append(count("Total", total));
    text.append(count("Trainable", trainable)).append(count("Non-trainable", total - trainable));
    Flops flops = network.flops();
    int views = network.views().count();
    text.append(
        String.format(
            Locale.ROOT,
            "FLOPs an image: %,d in inference%s, %,d in training%n",
            flops.inference(),
            views == 1 ? "" : " of its " + views + " views",
            flops.training()));
    return text.append(line('_')).toString();
  }

  private static String row(String layer, String shape, String parameters, String flops) {
    String title =
        layer.length() <= LONGEST_TITLE ? layer : layer.substring(0, LONGEST_TITLE - 1) + "…";
    return ROW.formatted(title, shape, parameters, flops);
  }

  private static String count(String what, int parameters) {
    double mebibytes = parameters * (double) Float.BYTES / (1 << 20);
    return parameters * Float.BYTES < 1 << 20
        ? String.format(
            Locale.ROOT, "%s params: %,d (%.2f KB)%n", what, parameters, mebibytes * 1024)
        : String.format(Locale.ROOT, "%s params: %,d (%.2f MB)%n", what, parameters, mebibytes);
  }

  private static String shape(Shape shape) {
    return Arrays.stream(shape.asArray())
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", ", "(None, ", ")"));
  }

  private static String line(char of) {
    return String.valueOf(of).repeat(WIDTH) + System.lineSeparator();
  }
}
