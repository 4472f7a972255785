package dev.sightline.trainer.data;

/** The examples to train on, in batches; the last of an epoch may be smaller than the others. */
public interface BatchSource {
  /** How many images there are in an epoch. */
  int images();

  /**
   * The batches of one epoch, to be gone through once. The same source gives the same batches for
   * the same epoch.
   *
   * @param number from 1
   */
  Iterable<Batch> epoch(int number);
}
