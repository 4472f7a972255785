package dev.sightline.trainer.progress;

/** Shows the steps of an epoch to a person. */
sealed interface StepView permits BarView, LineView {
  /** The epoch has come this far. */
  void show(EpochSoFar epoch);

  /** The epoch is over, or the training is; a second call does nothing. */
  void end();
}
