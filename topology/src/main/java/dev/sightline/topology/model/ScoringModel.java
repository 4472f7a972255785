package dev.sightline.topology.model;

import dev.sightline.schemas.ModelManifest;

/**
 * One loaded model version. {@link #score} is safe to call from many threads at once; {@link
 * #close} must come after the last call has returned, which {@code Champion} sees to.
 */
public interface ScoringModel extends AutoCloseable {

  /** What is known of this version: its input, labels and preprocessing. */
  ModelManifest manifest();

  /** The execution settings it runs with, for people: float32 or bfloat16. */
  String settings();

  /**
   * Scores the images {@code first} to {@code first + count - 1} of an array into the same rows of
   * another.
   *
   * @param pixels uint8 [images, height, width, channels], as the manifest's input says
   * @param count how many images; one of the served batch sizes, which are warm
   * @param probabilities float32 [images, classes]; each row written sums to 1
   */
  void score(byte[] pixels, int first, int count, float[] probabilities);

  @Override
  void close();
}
