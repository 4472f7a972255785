package dev.sightline.trainer.evaluation;

import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.inference.ImageClassifier;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.trainer.data.Examples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A model that is asked about labelled images, batch by batch; of each image is kept what it was
 * taken for. An answer that is no distribution over the classes is counted: results that it were
 * part of would mean nothing. For one thread.
 */
public final class Scoring implements Consumer<Examples> {
  /** How far a sum may be off 1; the model's runner keeps it within 1e-5. */
  private static final double TOLERANCE = 1e-2;

  private final ImageClassifier model;
  private final int classes;
  private final Optional<TemperatureScaling> calibration;
  private final List<PredictedImages> raw = new ArrayList<>();
  private final List<PredictedImages> calibrated = new ArrayList<>();
  private int images;
  private int faults;
  private String firstFault;

  /**
   * @param calibration of the probabilities, where one is known
   */
  public Scoring(ImageClassifier model, int classes, Optional<TemperatureScaling> calibration) {
    this.model = model;
    this.classes = classes;
    this.calibration = calibration;
  }

  /**
   * Asks about a batch of images, whose labels are the model's class indices.
   *
   * @throws java.util.concurrent.CancellationException when this thread is interrupted
   */
  @Override
  public void accept(Examples batch) {
    Cancellation.check();
    float[] rows = model.probabilities(batch.pixels(), 0, batch.size());
    for (int i = 0; i < batch.size(); i++) {
      check(rows, i);
    }
    images += batch.size();
    raw.add(PredictedImages.of(classes, batch.labels(), rows));
    calibration.ifPresent(
        scaling -> {
          scaling.apply(rows, classes);
          calibrated.add(PredictedImages.of(classes, batch.labels(), rows));
        });
  }

  private void check(float[] rows, int image) {
    double sum = 0;
    boolean within = true;
    for (int i = image * classes; i < (image + 1) * classes; i++) {
      sum += rows[i];
      within &= rows[i] >= 0;
    }
    if (!within || !(Math.abs(sum - 1) <= TOLERANCE)) {
      if (faults++ == 0) {
        firstFault =
            "number %d: its probabilities sum to %s"
                .formatted(images + image, Double.toString(sum));
      }
    }
  }

  /**
   * What all images were taken for, in their order.
   *
   * @throws ModelRejectedException when an answer was no distribution, saying how many and which
   */
  public PredictedImages predicted() {
    return joined(raw);
  }

  /** The same after calibration, where there is one. */
  public Optional<PredictedImages> calibrated() {
    return calibration.map(scaling -> joined(calibrated));
  }

  private PredictedImages joined(List<PredictedImages> parts) {
    if (faults > 0) {
      throw new ModelRejectedException(
          "the model gives no probabilities for %d of %d images, the first of them %s"
              .formatted(faults, images, firstFault));
    }
    return PredictedImages.joined(classes, parts);
  }
}
