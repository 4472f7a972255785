package dev.sightline.evaluation.comparison;

import dev.sightline.evaluation.arithmetic.Quotient;
import java.util.OptionalDouble;

/**
 * Two classifiers compared on the same images: McNemar's test in its exact form.
 *
 * <p>Only images that one of them had right and the other wrong tell them apart. If both were
 * equally good, each such image would be a toss of a fair coin.
 *
 * @param bothRight images that both had right
 * @param onlyFirst images that only the first had right
 * @param onlySecond images that only the second had right
 * @param bothWrong images that neither had right
 * @see <a href="https://doi.org/10.1007/BF02295996">McNemar, Note on the Sampling Error of the
 *     Difference Between Correlated Proportions or Percentages, 1947</a>
 */
public record McNemar(long bothRight, long onlyFirst, long onlySecond, long bothWrong) {
  /** Half an image is added to each of the four counts. */
  private static final double ADDED = 0.5;

  /**
   * @throws IllegalArgumentException when a count is negative
   */
  public McNemar {
    if (bothRight < 0 || onlyFirst < 0 || onlySecond < 0 || bothWrong < 0) {
      throw new IllegalArgumentException(
          "expected counts of 0 or more, found %d both right, %d only first, %d only second, %d both wrong"
              .formatted(bothRight, onlyFirst, onlySecond, bothWrong));
    }
  }

  /**
   * Compares the predicted classes of the same images in the same order.
   *
   * @throws IllegalArgumentException when the lengths differ
   */
  public static McNemar of(int[] actual, int[] first, int[] second) {
    if (first.length != actual.length || second.length != actual.length) {
      throw new IllegalArgumentException(
          "%d images, but %d predictions of the first and %d of the second"
              .formatted(actual.length, first.length, second.length));
    }
    long[] counts = new long[4];
    for (int i = 0; i < actual.length; i++) {
      counts[(first[i] == actual[i] ? 0 : 2) + (second[i] == actual[i] ? 0 : 1)]++;
    }
    return new McNemar(counts[0], counts[1], counts[2], counts[3]);
  }

  /** All images. */
  public long total() {
    return bothRight + onlyFirst + onlySecond + bothWrong;
  }

  /**
   * The exact two-sided p-value, in [0, 1]: how often classifiers that are equally good differ this
   * much or more on that many {@link #onlyFirst} + {@link #onlySecond} images. 1 when there are
   * none.
   */
  public double pValue() {
    return SignTest.of(onlyFirst, onlySecond).pValue();
  }

  /**
   * The two-sided mid-p-value: the exact one, with the outcome found counted half. It is less
   * conservative than the exact one.
   *
   * @see <a href="https://doi.org/10.1186/1471-2288-13-91">Fagerland et al., The McNemar test for
   *     binary matched-pairs data: mid-p and asymptotic are better than exact conditional, 2013</a>
   */
  public double midP() {
    return SignTest.of(onlyFirst, onlySecond).midP();
  }

  /**
   * The second's accuracy less the first's: above 0 when the second is better; empty without
   * images.
   */
  public OptionalDouble difference() {
    return Quotient.of(onlySecond - onlyFirst, total());
  }

  /**
   * A confidence interval of the {@link #difference()}: Wald's, after {@value #ADDED} is added to
   * each of the four counts. With b and c images that only the first and only the second has right,
   * out of n, all after the addition: (c − b)/n ± z·√(b + c − (c − b)²/n)/n, cut to [-1, 1].
   *
   * @param level of confidence in (0, 1 - 1e-10], such as 0.95
   * @see <a href="https://doi.org/10.1002/sim.1781">Agresti and Min, Simple improved confidence
   *     intervals for comparing matched proportions, 2005</a>
   */
  public ConfidenceInterval differenceInterval(double level) {
    double n = total() + 4 * ADDED;
    double discordant = onlyFirst + onlySecond + 2 * ADDED;
    double gain = onlySecond - onlyFirst;
    double half = NormalQuantile.twoSided(level) * Math.sqrt(discordant - gain * gain / n) / n;
    return ConfidenceInterval.within(-1, 1, gain / n - half, gain / n + half);
  }
}
