package dev.sightline.benchmarks.training;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How fast one side trained in one turn.
 *
 * @param images of the measured steps
 * @param nanos of wall-clock time
 * @param sessionNanos how much of that TensorFlow was at work, where the side tells it
 */
record Pace(int batchSize, long images, long nanos, OptionalLong sessionNanos) {
  private static final String START = "batch ";

  double imagesPerSecond() {
    return images * 1e9 / nanos;
  }

  /** The share of time that TensorFlow was kept waiting, 0 to 1. */
  OptionalDouble outsideSession() {
    return sessionNanos.isPresent()
        ? OptionalDouble.of(1 - sessionNanos.getAsLong() / (double) nanos)
        : OptionalDouble.empty();
  }

  /** Of what a side printed: {@code batch SIZE IMAGES NANOS}, perhaps with the session's. */
  static Stream<Pace> parse(Stream<String> lines) {
    return lines.filter(line -> line.startsWith(START)).map(Pace::of);
  }

  private static Pace of(String line) {
    String[] words = line.split(" ");
    return new Pace(
        Integer.parseInt(words[1]),
        Long.parseLong(words[2]),
        Long.parseLong(words[3]),
        words.length > 4 ? OptionalLong.of(Long.parseLong(words[4])) : OptionalLong.empty());
  }

  /** As {@link #parse} reads it. */
  String line() {
    String line = START + batchSize + " " + images + " " + nanos;
    return sessionNanos.isPresent() ? line + " " + sessionNanos.getAsLong() : line;
  }
}
