package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What {@code kubectl kustomize} makes of an overlay: of those in k8s/overlays, and of the one for
 * CPUs with a single component on top.
 *
 * @param objects as they would be applied
 */
record Overlay(List<JsonNode> objects) {
  private static final Path FOLDER = Path.of("..", "k8s", "overlays");
  private static final Path COMPONENTS = Path.of("..", "k8s", "components");
  private static final Path WITH_ONE_COMPONENT = Path.of("target", "k8s");
  private static final Map<String, Overlay> RENDERED = new ConcurrentHashMap<>();

  /** The names of all overlays and components; a source of arguments. */
  static Stream<String> names() {
    return Stream.concat(in(FOLDER), in(COMPONENTS).filter(name -> !name.equals("trainer")));
  }

  private static Stream<String> in(Path folder) {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders.map(each -> each.getFileName().toString()).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Skips the test that asks where there is no kubectl. */
  static Overlay named(String name) {
    assumeTrue(hasKubectl(), "kubectl is not on the path: overlays are not rendered");
    return RENDERED.computeIfAbsent(name, Overlay::render);
  }

  private static boolean hasKubectl() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
  }

  private static Overlay render(String name) {
    try {
      Path own = FOLDER.resolve(name);
      Path folder = Files.exists(own) ? own : withOneComponent(name);
      Process kubectl =
          new ProcessBuilder("kubectl", "kustomize", folder.toString())
              .redirectErrorStream(true)
              .start();
      String printed = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(kubectl.waitFor()).as(printed).isZero();
      return new Overlay(YamlDocuments.of(printed));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Paths in a kustomization are relative to it. */
  private static Path withOneComponent(String name) throws IOException {
    Path folder = Files.createDirectories(WITH_ONE_COMPONENT.resolve(name));
    String k8s = "../../../../k8s";
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        namespace: sightline
        resources: [%1$s/overlays/cpu]
        components: [%1$s/components/%2$s]
        """
            .formatted(k8s, name));
    return folder;
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
