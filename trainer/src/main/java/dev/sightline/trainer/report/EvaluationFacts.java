package dev.sightline.trainer.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an evaluation was of a model that may come from anywhere.
 *
 * @param model its name
 * @param folder where it lies, as the user named it
 * @param madeAt when the evaluation was made
 * @param dataSet the data set's name
 * @param dataSetSha256 its identity, in lower-case hexadecimal
 * @param split the part of it that was evaluated, such as {@code test}
 * @param images how many of them
 * @param skipped images of the data set that could not be read
 */
public record EvaluationFacts(
    String model,
    String folder,
    Instant madeAt,
    String dataSet,
    String dataSetSha256,
    String split,
    long images,
    long skipped)
    implements Facts {

  @Override
  public String origin() {
    return "Evaluated with Sightline, %s. All results are of the %s images."
        .formatted(Numbers.time(madeAt), split);
  }

  /** The same images of every model, to compare them. */
  @Override
  public long seed() {
    return 0;
  }

  @Override
  public Map<String, String> rows() {
    Map<String, String> rows = new LinkedHashMap<>();
    rows.put("model", model);
    rows.put("folder", folder);
    rows.put("data set", dataSet);
    rows.put("sha256 of the data", dataSetSha256);
    rows.put(split + " images", Numbers.count(images));
    rows.put("unreadable images left out", Numbers.count(skipped));
    return rows;
  }
}
