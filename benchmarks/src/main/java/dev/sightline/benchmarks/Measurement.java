package dev.sightline.benchmarks;

/**
 * What one side did in the measured interval of one round.
 *
 * @param images scored; for the sides that read from Kafka, committed
 * @param nanos of wall-clock time
 * @param cpuNanos of the side's process
 * @param brokerCpuNanos of the process that holds the broker, 0 where none takes part
 */
record Measurement(long images, long nanos, long cpuNanos, long brokerCpuNanos) {

  double imagesPerSecond() {
    return images * 1e9 / nanos;
  }

  double cpuMicrosPerImage() {
    return microsPerImage(cpuNanos);
  }

  double brokerCpuMicrosPerImage() {
    return microsPerImage(brokerCpuNanos);
  }

  double microsPerImage(long spentNanos) {
    return spentNanos / 1e3 / images;
  }
}
