package dev.sightline.app.evaluate;

import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.Examples;
import java.util.Locale;

/** The part of a data set to evaluate on. */
public enum Split {
  /** The held-out images. */
  TEST,
  /** All training images. */
  TRAIN;

  Examples of(DataSet data) {
    return this == TEST ? data.heldOut() : data.training();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
