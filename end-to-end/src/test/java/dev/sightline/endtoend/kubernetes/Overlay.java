package dev.sightline.endtoend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What {@code kubectl kustomize} makes of an overlay: of those in k8s/overlays, and of the ones for
 * CPUs and GPUs with a single component on top.
 *
 * @param objects as they would be applied
 */
record Overlay(List<JsonNode> objects) {
  private static final Path FOLDER = Path.of("..", "k8s", "overlays");
  private static final Path COMPONENTS = Path.of("..", "k8s", "components");
  private static final String WITH = " with ";
  private static final Map<String, Overlay> RENDERED = new ConcurrentHashMap<>();

  /** The names of all overlays, and of each component on those for CPUs and GPUs. */
  static Stream<String> names() {
    return Stream.concat(
        in(FOLDER),
        Stream.of("cpu", "gpu")
            .flatMap(on -> components().map(component -> on + WITH + component)));
  }

  /** The names of all components. */
  static Stream<String> components() {
    return in(COMPONENTS);
  }

  private static Stream<String> in(Path folder) {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.map(each -> each.getFileName().toString()).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** That for CPUs with a component. */
  static Overlay with(String component) {
    return named("cpu" + WITH + component);
  }

  /** Skips the test that asks where there is no kubectl. */
  static Overlay named(String name) {
    return RENDERED.computeIfAbsent(name, Overlay::render);
  }

  private static Overlay render(String name) {
    String[] parts = name.split(WITH);
    return parts.length == 1
        ? new Overlay(Kustomization.rendered(FOLDER.resolve(name)))
        : Kustomization.of(parts[0], List.of(parts[1]), Map.of()).rendered();
  }

  List<JsonNode> of(String kind) {
    return objects.stream().filter(object -> object.path("kind").asText().equals(kind)).toList();
  }

  /** The object of a kind and a name, which must be there. */
  JsonNode object(String kind, String name) {
    return of(kind).stream()
        .filter(object -> object.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  /** The pods of all workloads. */
  List<Pod> pods() {
    return objects.stream().flatMap(object -> Pod.of(object).stream()).toList();
  }

  Pod worker() {
    return Pod.of(object("StatefulSet", "sightline-worker")).orElseThrow();
  }

  Pod dashboard() {
    return Pod.of(object("Deployment", "sightline-dashboard")).orElseThrow();
  }
}
