package dev.sightline.trainer.data;

import java.util.Locale;

/** A part of a data set. */
public enum Split {
  /** The held-out images. */
  TEST,
  /** All training images. */
  TRAIN;

  /** The name that people and folders call it by. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
