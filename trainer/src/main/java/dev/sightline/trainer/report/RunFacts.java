package dev.sightline.trainer.report;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run was, besides its settings.
 *
 * @param model the name of the recipe that made it
 * @param madeAt when the training ended
 * @param dataSet its name
 * @param dataSetSha256 its identity, in lower-case hexadecimal
 * @param trainingImages images that were trained on
 * @param validationImages images that choices were made on; 0 when there was no such split
 * @param heldOutImages images that the results are of
 * @param seed of weights, dropout and order
 * @param training how long it took, validation included
 * @param imagesPerSecond the pace of the steps
 * @param parameters trained or not
 * @param flops floating-point operations of the whole training; 0 when not counted
 */
public record RunFacts(
    String model,
    Instant madeAt,
    String dataSet,
    String dataSetSha256,
    long trainingImages,
    long validationImages,
    long heldOutImages,
    long seed,
    Duration training,
    double imagesPerSecond,
    long parameters,
    double flops)
    implements Facts {

  @Override
  public String origin() {
    return "Trained with Sightline, %s. All results are of the held-out images."
        .formatted(Numbers.time(madeAt));
  }

  @Override
  public Map<String, String> rows() {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("recipe", model);
    rows.put("data set", dataSet);
    rows.put("sha256 of the data", dataSetSha256);
    rows.put("training images", Numbers.count(trainingImages));
    rows.put(
        "validation images",
        validationImages == 0
            ? "none: validated on the held-out images"
            : Numbers.count(validationImages));
    rows.put("held-out images", Numbers.count(heldOutImages));
    rows.put("seed", Long.toString(seed));
    rows.put("training time", Numbers.duration(training));
    rows.put("images a second", Numbers.count(Math.round(imagesPerSecond)));
    rows.put("parameters", Numbers.count(parameters));
    if (flops > 0) {
      rows.put("FLOPs", Numbers.scientific(flops));
    }
    return rows;
  }
}
