package dev.sightline.trainer.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The share of each class that is held out of a data set that has no test split of its own, and the
 * seed by which it is drawn. Which images are drawn is a function of their names and the seed: the
 * same in a folder and in a zip of it, in whatever order files are listed, on every machine.
 *
 * @param share of the images of each class, above 0 and below 1
 * @throws IllegalArgumentException when the share is not
 */
public record Holdout(double share, long seed) {
  /** What is held out where nobody says otherwise. */
  public static final Holdout DEFAULT = new Holdout(0.2, 1);

  private static final String SHARE = "holdout.share";
  private static final String SEED = "holdout.seed";

  public Holdout {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "expected a share above 0 and below 1, such as 0.2, found " + share);
    }
  }

  /**
   * Draws the held-out images of one class: those whose hashes of seed, class and name are lowest.
   * At least one is drawn, and at least one is left.
   *
   * @param files names within the class
   * @throws DataSetException when there are fewer than two
   */
  public Set<String> draw(String className, Collection<String> files) {
    if (files.size() < 2) {
      throw new DataSetException(
          "class %s has %d image: holding out takes two at least, one to train on and one to evaluate on"
              .formatted(className, files.size()));
    }
    long count = Math.max(1, Math.min(files.size() - 1, Math.round(share * files.size())));
    return new HashSet<>(
        files.stream()
            .sorted(
                Comparator.comparing((String file) -> hash(className + "/" + file))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(count)
            .toList());
  }

  /** File systems differ in how they compose accents; that must not change the split. */
  private String hash(String name) {
    String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest((seed + "\n" + composed).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** As a manifest tells it beside the recipe's settings. */
  public Map<String, String> settings() {
    return Map.of(SHARE, Double.toString(share), SEED, Long.toString(seed));
  }

  /** What {@link #settings} were made of; nothing where they are not among these. */
  public static Optional<Holdout> of(Map<String, String> settings) {
    try {
      return Optional.ofNullable(settings.get(SHARE))
          .map(
              share ->
                  new Holdout(
                      Double.parseDouble(share), Long.parseLong(settings.getOrDefault(SEED, "1"))));
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  /** As the command line takes it. */
  @Override
  public String toString() {
    return "--holdout %s --holdout-seed %d".formatted(share, seed);
  }
}
