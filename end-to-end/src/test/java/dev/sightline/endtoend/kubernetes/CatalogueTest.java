package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.app.connection.VariableFamily;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.topology.settings.WorkerConfig;
import dev.sightline.topology.settings.WorkerConfig.Role;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** Topics, groups and rules that stand in manifests are those of the catalogue, code and page. */
class CatalogueTest {
  private static final String MIN_IN_SYNC = "min.insync.replicas";

  @Test
  void strimziMakesEveryTopicAndNoOther() {
    List<JsonNode> resources = YamlDocuments.in("components/strimzi/topics.yaml");
    assertThat(resources)
        .extracting(CatalogueTest::name)
        .containsExactlyElementsOf(Topics.ALL.stream().map(Topic::name).toList());
    for (Topic<?> topic : Topics.ALL) {
      JsonNode spec = resources.get(Topics.ALL.indexOf(topic)).required("spec");
      Map<String, String> config = new TreeMap<>();
      spec.required("config")
          .properties()
          .forEach(each -> config.put(each.getKey(), each.getValue().asText()));

      assertThat(config.remove(MIN_IN_SYNC)).as(topic.name()).isEqualTo("2");
      assertThat(config).as(topic.name()).isEqualTo(topic.config());
      assertThat(spec.required("partitions").asInt())
          .as(topic.name())
          .isEqualTo(topic.partitions());
      assertThat(spec.required("replicas").asInt()).as(topic.name()).isEqualTo(3);
    }
  }

  @Test
  void theJobMakesAsManyPartitions() {
    assertThat(container("base/topics.yaml").findValues("args").get(0).toString())
        .isEqualTo(
            "[\"topics\",\"create\",\"--partitions=%d\"]".formatted(Topics.DEFAULT_PARTITIONS));
  }

  @Test
  void thereAreNoMoreWorkersThanPartitionsOfImages() {
    JsonNode spec =
        YamlDocuments.in("components/lag-scaling/scaled-object.yaml").get(0).required("spec");
    assertThat(spec.required("maxReplicaCount").asInt()).isEqualTo(Topics.IMAGES.partitions());
    assertThat(spec.at("/scaleTargetRef/name").asText())
        .isEqualTo(name(YamlDocuments.in("base/worker.yaml").get(0)));
    assertThat(spec.at("/triggers/0/metadata/topic").asText()).isEqualTo(Topics.IMAGES.name());
  }

  /** An apply would set the number back to that of the file. */
  @Test
  void theNumberOfWorkersIsLeftToTheScaler() {
    JsonNode spec =
        Overlay.named("lag-scaling").object("StatefulSet", "sightline-worker").required("spec");
    assertThat(spec.fieldNames()).toIterable().contains("serviceName").doesNotContain("replicas");
  }

  @Test
  void theLagIsThatOfTheGroupThatScores() {
    Map<String, Object> settings =
        YamlDocuments.text(Path.of("..", "k8s", "base", "settings.env"))
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("=", 2))
            .collect(
                Collectors.toMap(setting -> key(setting[0]).orElseThrow(), setting -> setting[1]));
    JsonNode trigger =
        YamlDocuments.in("components/lag-scaling/scaled-object.yaml")
            .get(0)
            .at("/spec/triggers/0/metadata");

    assertThat(trigger.required("consumerGroup").asText())
        .isEqualTo(
            WorkerConfig.of(settings)
                .streamsConfig(Role.SCORE)
                .get(StreamsConfig.APPLICATION_ID_CONFIG));
    assertThat(key(trigger.required("bootstrapServersFromEnv").asText()))
        .hasValueSatisfying(key -> assertThat(settings).containsKey(key));
  }

  @Test
  void theAlertsAreThoseOfThePage() {
    JsonNode rule = YamlDocuments.in("components/monitoring/prometheus-rule.yaml").get(0);
    JsonNode page =
        YamlDocuments.of(YamlDocuments.text(Path.of("..", "docs", "alerts.rules.yml"))).get(0);
    assertThat(rule.required("spec")).isEqualTo(page);
  }

  private static Optional<String> key(String variable) {
    return VariableFamily.of(variable).flatMap(family -> family.key(variable));
  }

  private static JsonNode container(String file) {
    return Pod.of(YamlDocuments.in(file).get(0)).orElseThrow().container();
  }

  private static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }
}
