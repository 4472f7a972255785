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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A kustomization of somebody's own on top of what is in k8s/, which it names {@code
 * sightline/k8s/…} as the page does.
 *
 * @param text of its file
 */
record Kustomization(String text) {
  private static final Path BELOW = Path.of("target", "k8s");
  private static final String K8S = "../../../../k8s/";
  private static final Map<String, Overlay> RENDERED = new ConcurrentHashMap<>();

  /** An overlay of k8s/ with components, in their order, and with settings of one's own. */
  static Kustomization of(
      String overlay, Collection<String> components, Map<String, String> settings) {
    return new Kustomization(
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        namespace: sightline
        resources: [sightline/k8s/overlays/%s]
        components: [%s]
        configMapGenerator:
          - name: sightline-settings
            behavior: merge
            literals: [%s]
        """
            .formatted(
                overlay,
                String.join(
                    ", ",
                    components.stream().map(name -> "sightline/k8s/components/" + name).toList()),
                String.join(
                    ", ",
                    settings.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .toList())));
  }

  /** Skips the test that asks where there is no kubectl. */
  Overlay rendered() {
    return RENDERED.computeIfAbsent(text, Kustomization::render);
  }

  private static Overlay render(String text) {
    String name = UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
    try {
      Path folder = Files.createDirectories(BELOW.resolve(name));
      Files.writeString(folder.resolve("kustomization.yaml"), text.replace("sightline/k8s/", K8S));
      return new Overlay(rendered(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The objects of the kustomization in a folder. */
  static List<JsonNode> rendered(Path folder) {
    assumeTrue(hasKubectl(), "kubectl is not on the path: overlays are not rendered");
    try {
      Process kubectl =
          new ProcessBuilder("kubectl", "kustomize", folder.toString())
              .redirectErrorStream(true)
              .start();
      String printed = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(kubectl.waitFor()).as(printed).isZero();
      return YamlDocuments.of(printed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean hasKubectl() {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
  }
}
