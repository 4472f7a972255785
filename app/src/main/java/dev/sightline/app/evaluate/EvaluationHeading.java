package dev.sightline.app.evaluate;

import dev.sightline.app.data.DataSetText;
import dev.sightline.app.data.HoldoutOptions;
import dev.sightline.evaluation.text.Counted;
import dev.sightline.inference.DescribedModel;
import dev.sightline.trainer.data.Holdout;
import dev.sightline.trainer.data.ImageSize;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which model was evaluated on what, for people. */
final class EvaluationHeading {
  private EvaluationHeading() {}

  /**
   * The model, the data, what was left out of it, and how classes were matched where that is not by
   * name. Lines without a line break at the end.
   *
   * @param folder the model's, as the user named it
   */
  static String of(Path folder, DescribedModel model, Evaluation evaluation) {
    String modelLine =
        "%s: %d classes, images of %s"
            .formatted(folder, model.classes(), ImageSize.of(model.input()));
    String dataLine =
        "%s: %s of %s"
            .formatted(
                evaluation.data().name(),
                Counted.of(evaluation.count(), evaluation.data().split() + " image"),
                Counted.of(evaluation.images().classes().size(), "class"));
    String note =
        evaluation.order().byName()
            ? ""
            : "Note: the model's classes have no names; the data set's are taken in their order: "
                + String.join(", ", evaluation.images().classes());
    return Stream.of(
            modelLine,
            dataLine,
            drawn(folder, evaluation.images().holdout()),
            DataSetText.skipped(evaluation.data().skipped()),
            note)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  /** What a model has seen says nothing of what it can do. */
  private static String drawn(Path folder, Optional<Holdout> drawn) {
    String heldOut = DataSetText.drawn(drawn);
    Optional<Holdout> trained = HoldoutOptions.of(folder);
    if (trained.isEmpty() || drawn.isEmpty()) {
      return heldOut;
    }
    return trained.equals(drawn)
        ? heldOut + ", as in the model's training"
        : heldOut
            + "\nNote: the model was trained with "
            + trained.get()
            + ": if on this data set, it has seen some of these images";
  }
}
