package dev.sightline.topology.scoring.intake;

import java.time.Duration;

/** The budgets of a worker's stream threads, one each. Safe for use by many threads. */
public final class WorkBudgets {
  /**
   * Work between two commits: long beside a commit, which takes some ten milliseconds, and short
   * beside the time-outs.
   */
  public static final Duration BETWEEN_COMMITS = Duration.ofSeconds(1);

  private final MeasuredCosts measured = new MeasuredCosts();
  private final ThreadLocal<WorkBudget> budgets =
      ThreadLocal.withInitial(() -> new WorkBudget(BETWEEN_COMMITS.toNanos(), measured));

  /** The budget of the stream thread that asks. */
  public WorkBudget ofThisThread() {
    return budgets.get();
  }

  MeasuredCosts measured() {
    return measured;
  }
}
