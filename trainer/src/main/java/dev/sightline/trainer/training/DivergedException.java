package dev.sightline.trainer.training;

/** The loss is no longer a finite number, so the weights are lost. */
public final class DivergedException extends RuntimeException {
  DivergedException(String what, int epoch, int step, double loss) {
    super(
        "training diverged at epoch %d, step %d: the %s is %s; a lower learning rate may help"
            .formatted(epoch, step, what, loss));
  }
}
