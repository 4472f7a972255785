package dev.sightline.endtoend.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Objects are read as Kubernetes' own client reads them: no field that there is not, none missing
 * that must be there, none of another type. What a field may be set to, the API server has told.
 */
class SchemasTest {
  private static final String MODELS = "io.kubernetes.client.openapi.models.V1";

  /** Of operators, whose definitions are their own. */
  private static final Set<String> CUSTOM =
      Set.of(
          "KafkaTopic",
          "KafkaUser",
          "PrometheusRule",
          "ScaledObject",
          "ServiceMonitor",
          "TriggerAuthentication");

  private static final ClosedLists CLOSED = ClosedLists.published();

  static Stream<String> overlays() {
    return Overlay.names();
  }

  @ParameterizedTest
  @MethodSource("overlays")
  void everyObjectHasTheFieldsOfItsKind(String name) {
    assertThat(Overlay.named(name).objects())
        .filteredOn(object -> !CUSTOM.contains(object.required("kind").asText()))
        .hasSizeGreaterThan(10)
        .allSatisfy(SchemasTest::read);
  }

  @Test
  void soHaveTheUploadAndTheExamples() {
    assertThat(YamlDocuments.files())
        .filteredOn(file -> file.toString().matches("upload.yaml|.*\\.example\\.yaml"))
        .hasSize(6)
        .flatExtracting(file -> YamlDocuments.in(file.toString()))
        .allSatisfy(SchemasTest::read);
  }

  @Test
  void aFieldThatIsMisspeltMissingOrOfAnotherTypeIsFound() {
    assertThatThrownBy(() -> read(broken("replica", "3"))).hasMessageContaining("`replica`");
    assertThatThrownBy(() -> read(broken("replicas", "three"))).hasMessageContaining("three");
    ObjectNode incomplete = worker();
    ((ObjectNode) incomplete.required("spec")).remove("selector");
    assertThatThrownBy(() -> read(incomplete)).hasMessageContaining("`selector`");
    assertThat(JSON.getGson().fromJson(worker().toString(), V1StatefulSet.class).getSpec())
        .isNotNull();
  }

  @Test
  void soIsAValueThatAFieldCannotHaveAtAnyDepth() throws ClassNotFoundException {
    read(worker());
    assertThatThrownBy(() -> read(broken("podManagementPolicy", "Both")))
        .hasMessageContaining("StatefulSetSpec.podManagementPolicy: Both is none of")
        .hasMessageContaining("Parallel");
    ObjectNode restarting = worker();
    ((ObjectNode) restarting.at("/spec/template/spec")).put("restartPolicy", "Sometimes");
    assertThatThrownBy(() -> read(restarting)).hasMessageContaining("PodSpec.restartPolicy");
    ObjectNode claiming = worker();
    ((ArrayNode) claiming.at("/spec/volumeClaimTemplates/0/spec/accessModes")).add("ReadOnce");
    assertThatThrownBy(() -> read(claiming))
        .hasMessageContaining("PersistentVolumeClaimSpec.accessModes: ReadOnce");
  }

  private static ObjectNode broken(String field, String value) {
    ObjectNode worker = worker();
    ((ObjectNode) worker.required("spec")).put(field, value);
    return worker;
  }

  private static ObjectNode worker() {
    return YamlDocuments.in("base/worker.yaml").get(0).deepCopy();
  }

  /** Bytes are decoded here: the client needs a further library for it. */
  private static Object read(JsonNode object) throws ClassNotFoundException {
    ObjectNode readable = object.deepCopy();
    if (object.required("kind").asText().equals("Secret")) {
      object.path("data").forEach(bytes -> Base64.getDecoder().decode(bytes.asText()));
      readable.remove("data");
    }
    Object model =
        JSON.getGson()
            .fromJson(
                JsonParser.parseString(readable.toString()),
                Class.forName(MODELS + object.required("kind").asText()));
    assertThat(CLOSED.faults(model)).isEmpty();
    return model;
  }
}
