package dev.sightline.trainer.training;

import java.util.List;

/** Tells several listeners, in their order. */
public record TrainingListeners(List<TrainingListener> inOrder) implements TrainingListener {
  public TrainingListeners {
    inOrder = List.copyOf(inOrder);
  }

  @Override
  public void onStep(Step step) {
    inOrder.forEach(listener -> listener.onStep(step));
  }

  @Override
  public void onEpoch(Epoch epoch) {
    inOrder.forEach(listener -> listener.onEpoch(epoch));
  }
}
