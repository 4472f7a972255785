package dev.sightline.dashboard.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The parameters that each path of the contract takes: one that is misspelt would pass in silence,
 * and the answer be to another question.
 *
 * @param byPath names of the parameters
 */
record KnownParameters(Map<String, Set<String>> byPath) {
  private static final String CONTRACT = PageFiles.FOLDER + "openapi.json";

  /** Those of {@code openapi.json}. */
  static KnownParameters ofTheContract() {
    try (InputStream file = KnownParameters.class.getResourceAsStream(CONTRACT)) {
      Map<String, Set<String>> byPath = new TreeMap<>();
      JsonNode paths = new ObjectMapper().readTree(file).required("paths");
      paths
          .properties()
          .forEach(
              path -> {
                Set<String> names = new TreeSet<>();
                path.getValue()
                    .findValues("parameters")
                    .forEach(each -> each.forEach(one -> names.add(one.path("name").asText())));
                byPath.put(path.getKey(), names);
              });
      return new KnownParameters(byPath);
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }

  /**
   * Lets a request pass whose parameters its path takes; a path that there is not is another's
   * matter.
   *
   * @throws RefusedException when one is unknown
   */
  void check(Context context) {
    Set<String> known = byPath.get(context.path());
    if (known == null) {
      return;
    }
    for (String name : context.queryParamMap().keySet()) {
      if (!known.contains(name)) {
        throw new RefusedException(
            400,
            "%s is no parameter of %s: %s"
                .formatted(
                    name,
                    context.path(),
                    known.isEmpty() ? "it takes none" : "it takes " + String.join(", ", known)));
      }
    }
  }
}
