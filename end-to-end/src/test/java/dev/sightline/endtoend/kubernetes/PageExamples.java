package dev.sightline.endtoend.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The kustomizations of docs/kubernetes.md: the first is whole, each other one goes into it, where
 * lists get longer, but for that of resources.
 */
final class PageExamples {
  private static final Path PAGE = Path.of("..", "docs", "kubernetes.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```$");

  private PageExamples() {}

  /** In the order of the page. */
  static List<String> all() {
    return BLOCK.matcher(YamlDocuments.text(PAGE)).results().map(each -> each.group(1)).toList();
  }

  static Kustomization start() {
    return new Kustomization(all().get(0));
  }

  /** The first one with the one that has these words in it. */
  static Kustomization with(String words) {
    String example =
        all().stream()
            .skip(1)
            .filter(each -> each.contains(words))
            .findFirst()
            .orElseThrow(() -> new AssertionError(PAGE + ": no example has " + words));
    ObjectNode file = tree(start().text()).deepCopy();
    tree(example).properties().forEach(each -> add(file, each.getKey(), each.getValue()));
    return new Kustomization(file.toString());
  }

  private static void add(ObjectNode file, String key, JsonNode value) {
    if (!key.equals("resources") && file.path(key) instanceof ArrayNode list) {
      list.addAll((ArrayNode) value);
    } else {
      file.set(key, value);
    }
  }

  private static JsonNode tree(String text) {
    return YamlDocuments.of(text).get(0);
  }
}
