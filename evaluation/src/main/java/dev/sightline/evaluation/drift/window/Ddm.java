package dev.sightline.evaluation.drift.window;

/**
 * DDM, the drift detection method: an alarm when the share of mistakes, plus its standard
 * deviation, has risen by three deviations above the least it ever was. It agrees with river's to
 * the observation. An accumulator for one thread.
 *
 * <p>Its rate of false alarms is not stated anywhere, and grows while nothing happens: each least
 * value so far is one that chance has chosen.
 *
 * @see <a href="https://doi.org/10.1007/978-3-540-28645-5_29">Gama et al., Learning with Drift
 *     Detection, 2004</a>
 */
public final class Ddm {
  private static final int WARM_START = 30;
  private static final double WARN_AT = 2;
  private static final double DRIFT_AT = 3;

  private long seen;
  private double mistakes;
  private double least;
  private double leastShare;
  private double leastDeviation;

  /** What an observation brought. */
  public enum Outcome {
    /** Nothing. */
    STABLE,
    /** More than two deviations. */
    WARNING,
    /** More than three: it starts anew with the next observation. */
    DRIFT
  }

  public Ddm() {
    restart();
  }

  private void restart() {
    seen = 0;
    mistakes = 0;
    least = Double.POSITIVE_INFINITY;
    leastShare = Double.POSITIVE_INFINITY;
    leastDeviation = Double.POSITIVE_INFINITY;
  }

  /** Takes in whether a prediction was right. */
  public Outcome add(boolean isCorrect) {
    seen++;
    mistakes += ((isCorrect ? 0 : 1) - mistakes) / seen;
    double deviation = Math.sqrt(mistakes * (1 - mistakes) / seen);
    if (seen <= WARM_START) {
      return Outcome.STABLE;
    }
    double now = mistakes + deviation;
    if (now <= least) {
      least = now;
      leastShare = mistakes;
      leastDeviation = deviation;
    }
    if (now > leastShare + DRIFT_AT * leastDeviation) {
      restart();
      return Outcome.DRIFT;
    }
    return now > leastShare + WARN_AT * leastDeviation ? Outcome.WARNING : Outcome.STABLE;
  }
}
