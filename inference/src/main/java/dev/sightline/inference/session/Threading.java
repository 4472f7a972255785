package dev.sightline.inference.session;

/** Who does the work of a session's calls. */
public enum Threading {
  /**
   * TensorFlow's own pool: the cores share each operation. For a program that asks one question at
   * a time, such as a training or an evaluation.
   */
  ALL_CORES,
  /**
   * The calling thread, on one core. For a program whose own threads are the parallelism: a small
   * batch is faster without a hand-over.
   */
  CALLING_THREAD
}
