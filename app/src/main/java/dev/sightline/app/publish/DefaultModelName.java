package dev.sightline.app.publish;

import java.nio.file.Path;
import java.text.Normalizer;

/**
 * The name of a model that nobody has named: that of the data set that it is for, or of its folder.
 */
public final class DefaultModelName {
  /** The name that workers follow when they are told none. */
  public static final String OF_WORKERS = "cifar10";

  private static final String CIFAR_10 = "cifar-10";
  private static final int LONGEST = 200;

  private DefaultModelName() {}

  /**
   * That of a model for a data set.
   *
   * @param dataSet its name
   * @return fit for a model; CIFAR-10 has the name that workers follow when they are told none
   */
  public static String ofDataSet(String dataSet) {
    return dataSet.equals(CIFAR_10) ? OF_WORKERS : fit(dataSet);
  }

  /**
   * That of a model of which nothing but its folder is known, {@code shapes} or {@code shapes/3}.
   */
  public static String ofFolder(Path folder) {
    Path whole = folder.toAbsolutePath().normalize();
    String last = name(whole);
    boolean version = last.matches("\\d+") && whole.getParent() != null;
    return fit(version ? name(whole.getParent()) : last);
  }

  private static String name(Path folder) {
    return folder.getFileName() == null ? "" : folder.getFileName().toString();
  }

  /** Letters without their accents, digits, dots, dashes and underscores; dashes for the rest. */
  private static String fit(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    String fit = plain.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
    return fit.isEmpty() ? "model" : fit.substring(0, Math.min(LONGEST, fit.length()));
  }

  /**
   * What a user is told who has given no name.
   *
   * @param after what the model is named after, such as {@code its data set}
   */
  public static String told(String name, String after) {
    return "The model is named %s, after %s; --name chooses another name. Workers serve it with: sightline run --model %s"
        .formatted(name, after, name);
  }
}
