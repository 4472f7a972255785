package dev.sightline.dashboard.present;

/** A part of the present state that changes on its own. */
public enum Part {
  WINDOWS,
  PREDICTIONS,
  MODELS,
  WORKERS,
  ALERTS,
  RATES,
  DEAD_LETTERS,
  LABELLING,
  STATUS
}
