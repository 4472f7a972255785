package dev.sightline.benchmarks;

import java.time.Duration;

/**
 * The measured interval of a side that works through the images topic. It begins when the process
 * has spent {@link #WARM_UP_CPU} since its first commit and ends {@link #MEASURED_CPU} later: CPU
 * time, so that a busy machine makes the run longer, not the side colder. Progress is what the
 * side's group has committed.
 */
final class SteadyState {
  private static final Duration WARM_UP_CPU = Duration.ofSeconds(40);
  private static final Duration MEASURED_CPU = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final long POLL_MS = 200;

  private final Cluster cluster;
  private final ChildProcess side;
  private final String group;
  private final long images;
  private Moment begin;

  /** The counters of {@link Measurement} at one time. */
  private record Moment(long images, long nanos, long cpuNanos, long brokerCpuNanos) {}

  /**
   * @param images on the topic
   */
  SteadyState(Cluster cluster, ChildProcess side, String group, long images) {
    this.cluster = cluster;
    this.side = side;
    this.group = group;
    this.images = images;
  }

  /**
   * Returns when the measured interval begins.
   *
   * @throws IllegalStateException when the process ends or does nothing
   * @throws TooFewImagesException when it is done before
   */
  void awaitBegin() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Moment first = now();
    while (first.images == 0) {
      first = next(deadline);
    }
    begin = awaitCpu(first, WARM_UP_CPU);
  }

  /**
   * Returns when it ends.
   *
   * @throws IllegalStateException as {@link #awaitBegin}
   */
  Measurement awaitEnd() throws InterruptedException {
    Moment end = awaitCpu(begin, MEASURED_CPU);
    return new Measurement(
        end.images - begin.images,
        end.nanos - begin.nanos,
        end.cpuNanos - begin.cpuNanos,
        end.brokerCpuNanos - begin.brokerCpuNanos);
  }

  private Moment awaitCpu(Moment from, Duration cpu) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Moment now = from;
    while (now.cpuNanos - from.cpuNanos < cpu.toNanos()) {
      now = next(deadline);
      if (now.images == images) {
        throw new TooFewImagesException(
            "%s was done with all %,d images too soon".formatted(group, images));
      }
    }
    return now;
  }

  private Moment next(long deadline) throws InterruptedException {
    side.requireAlive();
    if (System.nanoTime() > deadline) {
      throw side.failure("is too slow: %d s are over".formatted(PATIENCE.toSeconds()));
    }
    Thread.sleep(POLL_MS);
    return now();
  }

  private Moment now() throws InterruptedException {
    return new Moment(
        cluster.committed(group), System.nanoTime(), side.cpuNanos(), cluster.cpuNanos());
  }
}
