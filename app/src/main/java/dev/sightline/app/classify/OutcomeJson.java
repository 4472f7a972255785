package dev.sightline.app.classify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Outcomes for machines: {@code {"file", "calibrated", "top": [{"label", "index", "probability"}]}}
 * or {@code {"file", "error"}}.
 *
 * @param calibrated whether the probabilities are
 */
public record OutcomeJson(boolean calibrated) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One object, without a line break. */
  public String of(Outcome outcome) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("file", outcome.file().toString());
    if (outcome instanceof Outcome.Classified picture) {
      fields.put("calibrated", calibrated);
      fields.put("top", picture.top().stream().map(OutcomeJson::fields).toList());
    } else if (outcome instanceof Outcome.Unreadable unreadable) {
      fields.put("error", unreadable.why());
    }
    try {
      return JSON.writeValueAsString(fields);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, Object> fields(Outcome.LikelyClass likely) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("label", likely.label());
    fields.put("index", likely.index());
    fields.put("probability", likely.probability());
    return fields;
  }
}
