package dev.sightline.trainer.training;

/** Told of progress on the training thread; an exception thrown here ends the training. */
public interface TrainingListener {
  default void onStep(Step step) {}

  default void onEpoch(Epoch epoch) {}
}
