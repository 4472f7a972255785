package dev.sightline.trainer.training;

/** How large a step is, over the course of a training. Immutable. */
public sealed interface LearningRate {
  /**
   * The rate of a step.
   *
   * @param progress the share of all steps that lie before it, in [0, 1]; what is trained beyond
   *     counts as 1
   */
  double at(double progress);

  /** The same all the time. */
  record Constant(double rate) implements LearningRate {
    @Override
    public double at(double progress) {
      return rate;
    }
  }

  /**
   * Rises in a straight line to its highest, then falls in another: the one-cycle rule of Smith,
   * Super-Convergence, 2017.
   *
   * @param peak the highest rate
   * @param start the share of it that training starts at
   * @param peakAt where the highest is, in (0, 1)
   * @param end the share of it that training ends at
   */
  record Triangle(double peak, double start, double peakAt, double end) implements LearningRate {
    @Override
    public double at(double progress) {
      double share =
          progress < peakAt
              ? between(start, 1, progress / peakAt)
              : between(1, end, (Math.min(progress, 1) - peakAt) / (1 - peakAt));
      return peak * share;
    }

    private static double between(double from, double to, double part) {
      return from + (to - from) * part;
    }
  }
}
