package dev.sightline.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What others said: scikit-learn, scipy and statsmodels in the files of ask_scikit_learn.py; river,
 * Evidently, NannyML and scipy in those of ask_monitors.py.
 */
public final class Said {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Said() {}

  /** The cases of a file of ask_scikit_learn.py, at least one. */
  public static List<JsonNode> cases(String file) {
    return casesOf("/scikit-learn/" + file);
  }

  /** The cases of a file of ask_monitors.py, at least one. */
  public static List<JsonNode> ofMonitors(String file) {
    return casesOf("/monitors/" + file);
  }

  private static List<JsonNode> casesOf(String file) {
    try (InputStream stream = Said.class.getResourceAsStream(file)) {
      JsonNode cases = JSON.readTree(stream).required("cases");
      if (cases.isEmpty()) {
        throw new IllegalStateException(file + " holds no cases");
      }
      return StreamSupport.stream(cases.spliterator(), false).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What Jackson makes of a value. */
  public static JsonNode json(Object value) {
    return JSON.valueToTree(value);
  }

  public static int[] ints(JsonNode array) {
    return JSON.convertValue(array, int[].class);
  }

  public static long[] longs(JsonNode array) {
    return JSON.convertValue(array, long[].class);
  }

  public static double[] doubles(JsonNode array) {
    return JSON.convertValue(array, double[].class);
  }

  public static float[] floats(JsonNode array) {
    return JSON.convertValue(array, float[].class);
  }

  static List<String> strings(JsonNode array) {
    return List.of(JSON.convertValue(array, String[].class));
  }
}
