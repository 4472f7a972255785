package dev.sightline.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {
  @Test
  void theCatalogueHasEveryTopic() throws IllegalAccessException {
    List<Object> topics = new ArrayList<>();
    for (Field field : Topics.class.getFields()) {
      if (field.getType() == Topic.class) {
        topics.add(field.get(null));
      }
    }

    assertThat(topics).isNotEmpty().hasSameElementsAs(Topics.ALL);
  }

  @Test
  void theOperatorsPageHasEveryTopicWithItsSchema() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "operating.md"));

    assertThat(Topics.ALL)
        .allSatisfy(
            topic ->
                assertThat(page)
                    .containsPattern(
                        "\\| `%s` \\| .* \\| %s".formatted(topic.name(), value(topic))));
  }

  private static String value(Topic<?> topic) {
    String record = topic.valueType().getSimpleName();
    return topic.valueType() == byte[].class
        ? "the original bytes"
        : "\\[`%s`]\\(\\.\\./schemas/src/main/avro/%s\\.avsc\\)".formatted(record, record);
  }
}
