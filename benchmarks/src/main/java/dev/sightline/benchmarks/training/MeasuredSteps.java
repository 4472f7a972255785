package dev.sightline.benchmarks.training;

/**
 * How long one batch size is trained: a warm-up, then {@value #PARTS} times as many steps, which
 * are measured.
 *
 * @param warmUp steps
 */
record MeasuredSteps(int batchSize, int warmUp) {
  private static final int PARTS = 4;

  /** Fewer would be a sample of nothing, and the second step may still be slower. */
  private static final int LEAST_WARM_UP = 2;

  /** For about so many measured images, never fewer. */
  static MeasuredSteps of(int batchSize, int images) {
    int batches = (images - 1) / (PARTS * batchSize) + 1;
    return new MeasuredSteps(batchSize, Math.max(LEAST_WARM_UP, batches));
  }

  int measured() {
    return PARTS * warmUp;
  }

  /** What the data set must have, so that neither side begins it anew. */
  int allImages() {
    return (warmUp + measured()) * batchSize;
  }

  /** As an argument of a side's program: {@code batchSize:warmUp:measured}. */
  String argument() {
    return batchSize + ":" + warmUp + ":" + measured();
  }

  /** Of {@link #argument}. */
  static MeasuredSteps parse(String argument) {
    String[] numbers = argument.split(":");
    return new MeasuredSteps(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
  }
}
