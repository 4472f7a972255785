package dev.sightline.inference;

import dev.sightline.inference.session.Precision;
import dev.sightline.schemas.ModelManifest;

/**
 * One loaded model version. {@link #score} is safe to call from many threads at once; {@link
 * #close} must come after the last call has returned, which whoever leases it out sees to.
 */
public interface ScoringModel extends AutoCloseable {

  /** What is known of this version: its input, labels and preprocessing. */
  ModelManifest manifest();

  /** The precision it runs in. */
  Precision precision();

  /** The bytes of one image: height × width × channels of its input. */
  default int imageBytes() {
    return ImageTensor.bytes(manifest().getInput());
  }

  /** How many classes it tells apart. */
  default int classes() {
    return manifest().getLabels().size();
  }

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
