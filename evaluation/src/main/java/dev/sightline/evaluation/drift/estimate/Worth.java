package dev.sightline.evaluation.drift.estimate;

/**
 * How often a prediction of some confidence is right.
 *
 * @param share in [0, 1]
 * @param error how far the true share may lie from it because the confidence is known by its bin
 *     alone; 0 or more
 */
public record Worth(double share, double error) {
  /** The middle of two shares, each of which it may be. */
  static Worth between(double least, double most) {
    return new Worth((least + most) / 2, (most - least) / 2);
  }
}
