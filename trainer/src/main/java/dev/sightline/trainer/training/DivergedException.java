package dev.sightline.trainer.training;

import java.nio.file.Path;

/** The loss is no longer a finite number, so the weights are lost. */
public final class DivergedException extends RuntimeException {
  private DivergedException(String message) {
    super(message);
  }

  DivergedException(String what, int epoch, int step, double loss) {
    this(
        "training diverged at epoch %d, step %d: the %s is %s; a lower learning rate may help"
            .formatted(epoch, step, what, loss));
  }

  /** The same, saying which checkpoint is the last good one. */
  public DivergedException withCheckpoint(Path file, String position) {
    DivergedException said =
        new DivergedException(
            getMessage() + "; the last good checkpoint is " + file + ", of " + position);
    said.setStackTrace(getStackTrace());
    return said;
  }
}
