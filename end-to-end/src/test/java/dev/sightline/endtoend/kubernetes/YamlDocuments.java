package dev.sightline.endtoend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Documents of YAML as trees, aliases resolved, which Jackson's reader of trees leaves as names.
 */
final class YamlDocuments {
  private static final Path FOLDER = Path.of("..", "k8s");

  private YamlDocuments() {}

  /** Those of a text that are not empty, in their order. */
  static List<JsonNode> of(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    ObjectMapper mapper = new ObjectMapper();
    return StreamSupport.stream(
            new Yaml(new SafeConstructor(options)).loadAll(text).spliterator(), false)
        .filter(document -> document != null)
        .<JsonNode>map(mapper::valueToTree)
        .toList();
  }

  /** Those of a file below k8s/. */
  static List<JsonNode> in(String file) {
    return of(text(FOLDER.resolve(file)));
  }

  /** Every YAML file below k8s/, as a path in there. */
  static List<Path> files() {
    try (Stream<Path> tree = Files.walk(FOLDER)) {
      return tree.filter(file -> file.toString().endsWith(".yaml"))
          .map(FOLDER::relativize)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
