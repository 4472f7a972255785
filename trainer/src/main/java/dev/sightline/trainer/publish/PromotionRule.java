package dev.sightline.trainer.publish;

import dev.sightline.evaluation.comparison.McNemar;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * When a new version takes the champion's place: its accuracy on the same held-out images is higher
 * by more than the margin, and McNemar's exact test says at the level of significance that this is
 * no chance.
 *
 * <p>Both are asked. On many images a difference that nobody would notice is significant: against
 * that there is the margin. On few images, or between models that differ on few, a large difference
 * may be luck: against that there is the test. It asks whether the two are equally good, not
 * whether one is better by the margin.
 *
 * @param margin points of accuracy as a fraction, in [0, 1): 0.01 asks for more than one percentage
 *     point
 * @param significance the highest p-value that passes, in (0, 1]; 1 asks for no test
 */
public record PromotionRule(double margin, double significance) {
  /** Any difference that is significant at 0.05. */
  public static final PromotionRule DEFAULT = new PromotionRule(0, 0.05);

  private static final double SHOWN = 1e-4;

  /**
   * @throws IllegalArgumentException when a value is outside its range
   */
  public PromotionRule {
    if (!(margin >= 0 && margin < 1)) {
      throw new IllegalArgumentException(
          "the margin: expected points of accuracy as a fraction, from 0 to below 1, found "
              + margin);
    }
    if (!(significance > 0 && significance <= 1)) {
      throw new IllegalArgumentException(
          "the significance: expected above 0 and at most 1, found " + significance);
    }
  }

  /**
   * Decides on a new version by what it and the champion had right.
   *
   * @param counts first the champion, second the new version; at least one image
   * @param champion the champion's version
   */
  Decision decide(McNemar counts, int champion) {
    String found = found(counts, champion);
    if (!(difference(counts) > margin)) {
      return new Decision.Challenger(
          found + ": not better by more than the margin of " + plain(margin));
    }
    if (!(counts.pValue() <= significance)) {
      return new Decision.Challenger(
          found + ": better, but not significantly at " + plain(significance));
    }
    return new Decision.Champion(
        "%s: better by more than the margin of %s, significantly at %s"
            .formatted(found, plain(margin), plain(significance)),
        OptionalInt.of(champion));
  }

  private static double difference(McNemar counts) {
    return counts.difference().orElseThrow();
  }

  private static String found(McNemar counts, int champion) {
    double images = counts.total();
    return String.format(
        Locale.ROOT,
        "held-out accuracy %.4f against the champion's (version %d) %.4f on the same %,d images:"
            + " both right %,d, only the champion %,d, only this %,d, both wrong %,d;"
            + " McNemar p %s",
        (counts.bothRight() + counts.onlySecond()) / images,
        champion,
        (counts.bothRight() + counts.onlyFirst()) / images,
        counts.total(),
        counts.bothRight(),
        counts.onlyFirst(),
        counts.onlySecond(),
        counts.bothWrong(),
        probability(counts.pValue()));
  }

  private static String probability(double p) {
    return p < SHOWN ? "< 0.0001" : String.format(Locale.ROOT, "= %.4f", p);
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
