package dev.sightline.trainer.training;

import java.util.ArrayList;
import java.util.List;

/**
 * How to train.
 *
 * <p>The seed makes the initial weights, dropout's choices and the order of the examples the same
 * in every run. It does not make a run the same to the bit on every machine: the sums of a step are
 * taken in an order that depends on the number of threads and on the processor, and a difference in
 * the last bit grows over the steps.
 *
 * @param epochs how often to go through the examples, at least 1
 * @param batchSize examples a step, at least 1
 * @param learningRate of Adam, above 0
 * @param seed any number
 */
public record TrainingSettings(
    int epochs, int batchSize, double learningRate, long seed, Precision precision) {
  /** One epoch in batches of 64 at Adam's usual learning rate, in the fastest precision. */
  public static final TrainingSettings DEFAULT =
      new TrainingSettings(1, 64, 1e-3, 1, Precision.AUTO);

  /**
   * @throws IllegalArgumentException naming every setting that is out of range
   */
  public TrainingSettings {
    List<String> faults = new ArrayList<>();
    if (epochs < 1) {
      faults.add("epochs must be at least 1 but is " + epochs);
    }
    if (batchSize < 1) {
      faults.add("batchSize must be at least 1 but is " + batchSize);
    }
    if (!(learningRate > 0 && Double.isFinite(learningRate))) {
      faults.add("learningRate must be above 0 and finite but is " + learningRate);
    }
    if (precision == null) {
      faults.add("precision must be AUTO, FLOAT32 or BFLOAT16 but is missing");
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("training settings: " + String.join("; ", faults));
    }
  }
}
