package dev.sightline.trainer.training;

import dev.sightline.inference.session.Precision;
import dev.sightline.trainer.network.optimizer.Adam;
import dev.sightline.trainer.network.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How to train.
 *
 * <p>The seed makes the initial weights, dropout's choices, the transforms and the order of the
 * examples the same in every run.
 *
 * @param epochs how often to go through the examples, at least 1
 * @param batchSize examples a step, at least 1
 * @param labelSmoothing the share of a label that goes to all classes alike, in [0, 1)
 * @param seed any number
 */
public record TrainingSettings(
    int epochs,
    int batchSize,
    Optimizer optimizer,
    LearningRate learningRate,
    double labelSmoothing,
    Averaging averaging,
    Selection selection,
    long seed,
    Precision precision) {

  /**
   * @throws IllegalArgumentException naming every setting that is out of range
   */
  public TrainingSettings {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(averaging, "averaging");
    Objects.requireNonNull(selection, "selection");
    List<String> faults = new ArrayList<>();
    if (epochs < 1) {
      faults.add("epochs must be at least 1 but is " + epochs);
    }
    if (batchSize < 1) {
      faults.add("batchSize must be at least 1 but is " + batchSize);
    }
    if (!(learningRate.at(0.5) > 0 && Double.isFinite(learningRate.at(0.5)))) {
      faults.add("learningRate must be above 0 and finite but is " + learningRate);
    }
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      faults.add("labelSmoothing must be in [0, 1) but is " + labelSmoothing);
    }
    if (precision == null) {
      faults.add("precision must be AUTO, FLOAT32 or BFLOAT16 but is missing");
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("training settings: " + String.join("; ", faults));
    }
  }

  /** Adam at a constant rate and nothing else. */
  public static TrainingSettings plain(
      int epochs, int batchSize, double learningRate, long seed, Precision precision) {
    return new TrainingSettings(
        epochs,
        batchSize,
        new Adam(),
        new LearningRate.Constant(learningRate),
        0,
        Averaging.NONE,
        Selection.NONE,
        seed,
        precision);
  }
}
