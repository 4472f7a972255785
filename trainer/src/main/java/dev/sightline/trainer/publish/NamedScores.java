package dev.sightline.trainer.publish;

import dev.sightline.evaluation.comparison.McNemar;
import dev.sightline.evaluation.text.Counted;
import dev.sightline.inference.LoadedModel;
import dev.sightline.inference.session.SessionSettings;
import dev.sightline.inference.signature.ModelSignature;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.labels.ClassDifference;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.evaluation.ClassOrder;
import dev.sightline.trainer.evaluation.PredictedImages;
import dev.sightline.trainer.evaluation.Scoring;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a model makes of held-out images, in the order of its own labels.
 *
 * @param scored class indices are those of {@code labels}
 * @param labels class names in index order, no two alike
 */
record NamedScores(PredictedImages scored, List<String> labels) {
  /**
   * Loads a SavedModel and asks it for all images.
   *
   * @param labels the model's, the same as the images' classes in any order
   * @throws ModelRejectedException when they are others, or it can't be loaded
   */
  static NamedScores of(
      Path savedModel,
      ModelSignature signature,
      List<String> labels,
      ResizeMethod resize,
      HeldOutImages images) {
    requireSame(labels, images.classes());
    try (LoadedModel model = LoadedModel.load(savedModel, signature, SessionSettings.EVALUATION)) {
      ClassOrder order = ClassOrder.byName(images.classes(), labels);
      Scoring scoring = new Scoring(model, labels.size(), Optional.empty());
      images.read(ImageSize.of(model.input()), resize, batch -> scoring.accept(order.apply(batch)));
      return new NamedScores(scoring.predicted(), labels);
    }
  }

  private static void requireSame(List<String> labels, List<String> classes) {
    ClassDifference.of(classes, labels)
        .ifPresent(
            difference -> {
              throw new ModelRejectedException(
                  "expected the %s of the held-out images, found %s; %s"
                      .formatted(
                          Counted.of(classes.size(), "class"),
                          Counted.of(labels.size(), "label"),
                          difference.text()));
            });
  }

  /**
   * Counts which of two models was right where.
   *
   * @return first this model, second the other
   * @throws ModelRejectedException when they have not scored the same images
   */
  McNemar against(NamedScores other) {
    requireSameImages(other);
    long[] counts = new long[4];
    for (int i = 0; i < scored.count(); i++) {
      counts[(scored.isRight(i) ? 0 : 2) + (other.scored.isRight(i) ? 0 : 1)]++;
    }
    return new McNemar(counts[0], counts[1], counts[2], counts[3]);
  }

  private void requireSameImages(NamedScores other) {
    if (scored.count() == 0 || scored.count() != other.scored.count()) {
      throw new ModelRejectedException(
          "expected the same held-out images, found %d and %d"
              .formatted(scored.count(), other.scored.count()));
    }
    for (int i = 0; i < scored.count(); i++) {
      if (!actual(i).equals(other.actual(i))) {
        throw new ModelRejectedException(
            "expected the same held-out images, found a %s and a %s at %d"
                .formatted(actual(i), other.actual(i), i));
      }
    }
  }

  private String actual(int image) {
    return labels.get(scored.labels()[image]);
  }
}
