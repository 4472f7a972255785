package dev.sightline.trainer.history;

import dev.sightline.trainer.training.Epoch;
import java.util.function.Function;

/** What a history says of each epoch, in the order of the columns. */
enum HistoryColumn {
  EPOCH("epoch", Epoch::number),
  LOSS("loss", Epoch::loss),
  ACCURACY("accuracy", Epoch::accuracy),
  VALIDATION_LOSS("validation_loss", Epoch::validationLoss),
  VALIDATION_ACCURACY("validation_accuracy", Epoch::validationAccuracy),
  LEARNING_RATE("learning_rate", Epoch::learningRate),
  /** The pace of the steps, to a tenth. */
  IMAGES_PER_SECOND("images_per_second", epoch -> Math.round(epoch.imagesPerSecond() * 10) / 10.0),
  /** Steps and validation together, to a millisecond. */
  SECONDS("seconds", epoch -> epoch.total().toMillis() / 1e3);

  private final String title;
  private final Function<Epoch, Number> value;

  HistoryColumn(String title, Function<Epoch, Number> value) {
    this.title = title;
    this.value = value;
  }

  String title() {
    return title;
  }

  Number value(Epoch epoch) {
    return value.apply(epoch);
  }
}
