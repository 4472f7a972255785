package dev.sightline.app.replay;

import dev.sightline.app.data.DataSetText;
import dev.sightline.trainer.data.Holdout;
import java.util.Optional;

/** Which images of class folders are replayed, and whether a model has seen them, for people. */
final class ReplayedSplitText {
  private ReplayedSplitText() {}

  /**
   * A line, or two, without a line break at the end.
   *
   * @param model the name of the one that was looked up
   * @param trained what its training held out, where that is known
   * @param drawn what is replayed
   */
  static String of(String model, Optional<ReleasedHoldout> trained, Holdout drawn) {
    String heldOut = DataSetText.drawn(Optional.of(drawn));
    if (trained.isEmpty()) {
      return heldOut
          + "\nNo training of model %s is known that held out images; --model names another"
              .formatted(model);
    }
    ReleasedHoldout training = trained.get();
    return training.holdout().equals(drawn)
        ? heldOut + ", as in the training of " + training
        : heldOut
            + "\nNote: %s was trained with %s: if on this data set, it has seen some of these images"
                .formatted(training, training.holdout());
  }
}
