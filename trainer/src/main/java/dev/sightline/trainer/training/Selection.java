package dev.sightline.trainer.training;

/**
 * What the validation loss decides: whether to stop early and which weights to keep. It needs a
 * validation split: nothing is chosen on held-out images.
 *
 * @param patienceEpochs training stops after so many epochs without a lower validation loss; 0 for
 *     never
 * @param keepBest whether the weights of the epoch with the lowest validation loss are those that
 *     remain, or the last ones
 */
public record Selection(int patienceEpochs, boolean keepBest) {
  /** Every epoch is trained, and the last weights remain. */
  public static final Selection NONE = new Selection(0, false);

  public boolean isOn() {
    return patienceEpochs > 0 || keepBest;
  }
}
