package dev.sightline.endtoend.kubernetes;

import com.google.gson.annotations.SerializedName;
import io.kubernetes.client.openapi.models.V1Pod;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The fields for which Kubernetes' API server takes a few values only, with these, as it publishes
 * them itself; {@code k8s/test/apply} compares the file with a real one.
 *
 * @param values of each field, which has the name of its type before it
 */
record ClosedLists(Map<String, Set<String>> values) {
  private static final String FILE = "/kubernetes/closed-lists.txt";
  private static final Package MODELS = V1Pod.class.getPackage();

  static ClosedLists published() {
    try (InputStream file = ClosedLists.class.getResourceAsStream(FILE)) {
      return new ClosedLists(
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(line -> List.of(line.split(" ")))
              .collect(
                  Collectors.toMap(
                      words -> words.get(0), words -> Set.copyOf(words.subList(1, words.size())))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an object, and all that is in it, has that is not on the list of its field. */
  List<String> faults(Object object) {
    return within(object).toList();
  }

  private Stream<String> within(Object object) {
    return Arrays.stream(object.getClass().getDeclaredFields())
        .filter(field -> field.isAnnotationPresent(SerializedName.class))
        .flatMap(field -> of(field, value(field, object)));
  }

  private Stream<String> of(Field field, Object value) {
    if (value instanceof Collection<?> several) {
      return several.stream().flatMap(each -> of(field, each));
    }
    if (value instanceof String text) {
      String name =
          field.getDeclaringClass().getSimpleName().replaceFirst("^V1", "")
              + "."
              + field.getAnnotation(SerializedName.class).value();
      return Stream.of(name)
          .filter(each -> !values.getOrDefault(each, Set.of(text)).contains(text))
          .map(each -> each + ": " + text + " is none of " + values.get(each));
    }
    return value != null && value.getClass().getPackage() == MODELS
        ? within(value)
        : Stream.empty();
  }

  private static Object value(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
