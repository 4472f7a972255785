package dev.sightline.trainer.data.batch;

/** The examples to train on, in batches; the last of an epoch may be smaller than the others. */
public interface BatchSource {
  /** How many images there are in an epoch. */
  int images();

  /** How many batches there are in an epoch: steps of training. */
  int perEpoch();

  /**
   * The batches of one epoch, to be gone through once and closed. The same source gives the same
   * batches for the same epoch, whatever epochs came before.
   *
   * @param number from 1
   * @param stepsDone so many batches at the start of the epoch are left out, for a training that
   *     goes on in the middle of it
   * @throws IllegalArgumentException when the epoch has not so many, or the number is negative
   */
  EpochBatches epoch(int number, int stepsDone);

  /** All batches of one epoch, to be gone through once and closed. */
  default EpochBatches epoch(int number) {
    return epoch(number, 0);
  }
}
