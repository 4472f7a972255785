package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.topology.settings.WorkerConfig;
import dev.sightline.topology.settings.WorkerConfig.Role;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        Overlay.with("lag-scaling").object("StatefulSet", "sightline-worker").required("spec");
    assertThat(spec.fieldNames()).toIterable().contains("serviceName").doesNotContain("replicas");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sightline", "sightline-eu"})
  void theLagIsThatOfTheGroupThatScores(String application) {
    Overlay overlay =
        Kustomization.of(
                "cpu", List.of("lag-scaling"), Map.of("SIGHTLINE_APPLICATION_ID", application))
            .rendered();
    JsonNode trigger =
        overlay.object("ScaledObject", "sightline-worker").at("/spec/triggers/0/metadata");
    Map<String, String> worker = overlay.worker().variables(overlay);

    assertThat(worker.get(trigger.required("consumerGroupFromEnv").asText()))
        .startsWith(application + "-")
        .isEqualTo(
            WorkerConfig.of(new HashMap<>(overlay.dashboard().settings(overlay)))
                .streamsConfig(Role.SCORE)
                .get(StreamsConfig.APPLICATION_ID_CONFIG));
    assertThat(worker).containsKey(trigger.required("bootstrapServersFromEnv").asText());
  }

  @Test
  void theAlertsAreThoseOfThePage() {
    JsonNode rule = YamlDocuments.in("components/monitoring/prometheus-rule.yaml").get(0);
    JsonNode page =
        YamlDocuments.of(YamlDocuments.text(Path.of("..", "docs", "alerts.rules.yml"))).get(0);
    assertThat(rule.required("spec")).isEqualTo(page);
  }

  private static JsonNode container(String file) {
    return Pod.of(YamlDocuments.in(file).get(0)).orElseThrow().container();
  }

  private static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }
}
