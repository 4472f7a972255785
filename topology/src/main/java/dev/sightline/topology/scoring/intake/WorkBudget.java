package dev.sightline.topology.scoring.intake;

/**
 * The work that one stream thread may take in between two commits. The last record may overdraw it,
 * so that even the dearest has its turn: what a transaction holds is bounded by twice the budget,
 * since a commit may come while some of what was taken in still waits, and one image. For its
 * thread.
 */
public final class WorkBudget {
  private final long limitNanos;
  private final MeasuredCosts measured;
  private long takenNanos;
  private long estimatedDecodeNanos;
  private long decodeNanos;

  WorkBudget(long limitNanos, MeasuredCosts measured) {
    this.limitNanos = limitNanos;
    this.measured = measured;
  }

  /**
   * Takes a record in.
   *
   * @return what it is expected to cost on this machine, in nanoseconds
   */
  long take(Cost cost) {
    long nanos = measured.nanos(cost);
    takenNanos += nanos;
    estimatedDecodeNanos += cost.decodeNanos();
    return nanos;
  }

  /** Whether nothing more is taken in before a commit: then one should be asked for. */
  public boolean isSpent() {
    return takenNanos >= limitNanos;
  }

  /** Images were decoded, in so many nanoseconds. */
  public void decoded(long nanos) {
    decodeNanos += nanos;
    measured.decodedLonger(estimatedDecodeNanos, decodeNanos);
  }

  /** A model version scored so many images, at least one, in so many nanoseconds. */
  public void scored(int version, int images, long nanos) {
    measured.scored(version, images, nanos);
  }

  /** A commit is about to be made of all that was done. */
  public void commitFollows() {
    measured.decodedAll(estimatedDecodeNanos, decodeNanos);
    takenNanos = 0;
    estimatedDecodeNanos = 0;
    decodeNanos = 0;
  }
}
