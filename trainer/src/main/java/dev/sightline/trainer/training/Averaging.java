package dev.sightline.trainer.training;

/**
 * When the weights return to the average of where they were, and how far back that reaches: {@link
 * dev.sightline.trainer.network.optimizer.Lookahead}. Early weights are worth little, so the share
 * that stays grows with the cube of the progress (Jordan, 94% on CIFAR-10 in 3.29 seconds, 2024).
 *
 * @param everySteps steps from one return to the next; 0 for never
 * @param keep the share of the average that a step leaves at the end of training, in [0, 1)
 */
public record Averaging(int everySteps, double keep) {
  /** The weights go their own way. */
  public static final Averaging NONE = new Averaging(0, 0);

  public boolean isOn() {
    return everySteps > 0;
  }

  /** Whether it is time after so many steps of training. */
  boolean isDue(long stepsDone) {
    return isOn() && stepsDone % everySteps == 0;
  }

  /**
   * The share of the average that stays at one return.
   *
   * @param progress of the training, in [0, 1]
   */
  double keepAt(double progress) {
    double bounded = Math.min(progress, 1);
    return Math.pow(keep, everySteps) * bounded * bounded * bounded;
  }
}
