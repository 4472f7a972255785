package dev.sightline.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a worker's CPU time went between two moments, in µs an image.
 *
 * <p>Decoding and scoring are timed by the wall clock. Neither waits for anything but a core, so
 * their CPU time is that part of the wall-clock time which a stream thread that is ready to run
 * spends on a core.
 *
 * @param rows by title, in the order to print; parts of a row follow it, indented
 * @param batchSize mean images a micro-batch
 */
record Profile(Map<String, Double> rows, double batchSize) {

  /** The counters of a profile at one time. */
  record Moment(ThreadTimes threads, WorkerMetrics metrics) {

    static Moment of(long pid, String streamPrefix, int httpPort) throws InterruptedException {
      return new Moment(ThreadTimes.of(pid, streamPrefix), WorkerMetrics.of(httpPort));
    }
  }

  static Profile between(Moment from, Moment to) {
    double images = to.metrics.images() - from.metrics.images();
    double streamCpu = cpu(from, to, ThreadGroup.STREAM);
    double waiting =
        to.threads.waitingNanos().getOrDefault(ThreadGroup.STREAM, 0L)
            - from.threads.waitingNanos().getOrDefault(ThreadGroup.STREAM, 0L);
    double onCore = streamCpu / (streamCpu + waiting);
    double decode = 1e9 * onCore * (to.metrics.decodeSeconds() - from.metrics.decodeSeconds());
    double score = 1e9 * onCore * (to.metrics.scoreSeconds() - from.metrics.scoreSeconds());

    Map<String, Double> nanos = new LinkedHashMap<>();
    nanos.put(ThreadGroup.STREAM.title(), streamCpu);
    nanos.put("  decode (image event and image)", decode);
    nanos.put("  score (tensors and model)", score);
    nanos.put("  rest (Kafka, predictions, commits)", streamCpu - decode - score);
    for (ThreadGroup group : ThreadGroup.values()) {
      nanos.putIfAbsent(group.title(), cpu(from, to, group));
    }
    nanos.replaceAll((title, spent) -> spent / 1e3 / images);
    return new Profile(nanos, images / (to.metrics.batches() - from.metrics.batches()));
  }

  private static double cpu(Moment from, Moment to, ThreadGroup group) {
    return to.threads.cpuNanos().getOrDefault(group, 0L)
        - from.threads.cpuNanos().getOrDefault(group, 0L);
  }
}
