package dev.sightline.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** What scikit-learn, scipy and statsmodels said: the files of ask_scikit_learn.py. */
public final class Said {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Said() {}

  /** The cases of a file, at least one. */
  public static List<JsonNode> cases(String file) {
    try (InputStream stream = Said.class.getResourceAsStream("/scikit-learn/" + file)) {
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

  public static float[] floats(JsonNode array) {
    return JSON.convertValue(array, float[].class);
  }

  static List<String> strings(JsonNode array) {
    return List.of(JSON.convertValue(array, String[].class));
  }
}
