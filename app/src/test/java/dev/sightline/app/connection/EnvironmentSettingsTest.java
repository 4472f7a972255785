package dev.sightline.app.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.topology.settings.WorkerConfig;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentSettingsTest {
  private static EnvironmentSettings of(String variable, String value) {
    return EnvironmentSettings.of(Map.of(variable, value));
  }

  @ParameterizedTest
  @CsvSource({
    "SIGHTLINE_MODEL_NAME, sightline.model.name",
    "SIGHTLINE_HTTP_PORT, sightline.http.port",
    "KAFKA_BOOTSTRAP_SERVERS, bootstrap.servers",
    "KAFKA_SASL_JAAS_CONFIG, sasl.jaas.config",
    "KAFKA_SSL_TRUSTSTORE_LOCATION, ssl.truststore.location",
    "KAFKA_GROUP_INSTANCE_ID, group.instance.id",
    "KAFKA_COMMIT_INTERVAL_MS, commit.interval.ms",
    "KAFKA_MAIN_CONSUMER_FETCH_MIN_BYTES, main.consumer.fetch.min.bytes",
    "KAFKA_CONFIG_PROVIDERS_FILE_CLASS, config.providers.file.class",
    "KAFKA_TOPIC_RETENTION_MS, topic.retention.ms",
    "SCHEMA_REGISTRY_URL, schema.registry.url",
    "SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO, schema.registry.basic.auth.user.info",
    "SCHEMA_REGISTRY_MAX_RETRIES, schema.registry.max.retries",
    "SCHEMA_REGISTRY_SSL_TRUSTSTORE_LOCATION, schema.registry.ssl.truststore.location",
    "SCHEMA_REGISTRY_AUTO_REGISTER_SCHEMAS, auto.register.schemas"
  })
  void aVariableIsTheKeyInCapitals(String variable, String key) {
    assertThat(of(variable, "v").values()).isEqualTo(Map.of(key, "v"));
  }

  static Stream<String> settings() {
    return WorkerConfig.definition().names().stream();
  }

  @ParameterizedTest
  @MethodSource("settings")
  void everySettingOfAWorkerHasAVariable(String key) {
    String variable = key.replace('.', '_').toUpperCase(Locale.ROOT);

    assertThat(of(variable, "v").values()).isEqualTo(Map.of(key, "v"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void anEmptyOneCountsAsNone(String value) {
    assertThat(of("SIGHTLINE_MODEL_NAME", value).values()).isEmpty();
  }

  @Nested
  class WhenAVariableIsNoSetting {
    @ParameterizedTest
    @CsvSource({
      "SIGHTLINE, --bootstrap-servers localhost:9092",
      "SIGHTLINE_IMAGE, sightline:1",
      "SIGHTLINE_PORT, tcp://10.0.0.1:8080",
      "SIGHTLINE_HTTP_PORT, tcp://10.0.0.1:8080",
      "SIGHTLINE_WORKER_PORT_8080_TCP_ADDR, 10.0.0.1",
      "SIGHTLINE_SERVICE_HOST, 10.0.0.1",
      "SIGHTLINE_SERVICE_PORT_HTTP, 8080",
      "KAFKA_PORT_9092_TCP, tcp://10.0.0.1:9092",
      "SCHEMA_REGISTRY_SERVICE_PORT, 8081",
      "KAFKA_IMAGE, local/kafka:4.3.1",
      "KAFKA_VERSION, 4.3.1",
      "KAFKA_HEAP_OPTS, -Xmx1g",
      "KAFKA_OPTS, -Dx",
      "KAFKA_HOME, /opt/kafka",
      "KAFKA_LOG4J_OPTS, -Dx",
      "KAFKA_ADVERTISED_LISTENERS, 'PLAINTEXT://broker:9092'",
      "KAFKA_NODE_ID, 1",
      "JAVA_OPTS, -Xmx1g",
      "HOME, /root"
    })
    void itIsLeftToThoseWhomItIsFor(String variable, String value) {
      EnvironmentSettings read = of(variable, value);

      assertThat(read.values()).isEmpty();
      assertThat(read.faults()).isEmpty();
      assertThat(read.withoutEffect()).isEmpty();
    }

    @Test
    void oneOfOursThatIsLikeNoSettingIsNamed() {
      assertThat(of("SIGHTLINE_COLOUR", "red").values()).isEmpty();
      assertThat(of("SIGHTLINE_COLOUR", "red").withoutEffect()).containsExactly("SIGHTLINE_COLOUR");
    }
  }

  @Nested
  class WhenAVariableIsMisspelt {
    @ParameterizedTest
    @CsvSource({
      "KAFKA_BOOTSTRAP_SERVER, KAFKA_BOOTSTRAP_SERVERS",
      "KAFKA_SECURITY_PROTOCOLL, KAFKA_SECURITY_PROTOCOL",
      "SCHEMA_REGISTRY_URLS, SCHEMA_REGISTRY_URL"
    })
    void theOneThatWasMeantIsProposed(String variable, String meant) {
      assertThat(of(variable, "v").faults())
          .containsExactly(
              "%s: there is no such setting; did you mean %s?".formatted(variable, meant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGHTLINE_MODEL", "SIGHTLINE_MODEL_NAMES", "SIGHTLINE_BATCH_MAXSIZE"})
    void oneOfOursIsHandedOnToBeRefusedAsInAFile(String variable) {
      assertThat(of(variable, "v").values()).hasSize(1);
    }
  }

  @Nested
  class WhenAMessageNamesKeys {
    @Test
    void theVariableStandsInPlaceOfItsKeyAlone() {
      EnvironmentSettings read =
          EnvironmentSettings.of(
              Map.of(
                  "SIGHTLINE_HTTP_PORT", "x",
                  "KAFKA_RETRIES", "x",
                  "SCHEMA_REGISTRY_MAX_RETRIES", "x"));

      assertThat(
              read.named(
                  """
                  The settings are at fault:
                    max.retries: expected a whole number
                    retries: expected a whole number, found retries
                    sightline.http.port: expected a whole number
                    sightline.http.ports: there is no such setting; did you mean sightline.http.port?
                    sightline.http.host: expected a text\
                  """))
          .isEqualTo(
              """
              The settings are at fault:
                SCHEMA_REGISTRY_MAX_RETRIES: expected a whole number
                KAFKA_RETRIES: expected a whole number, found retries
                SIGHTLINE_HTTP_PORT: expected a whole number
                sightline.http.ports: there is no such setting; did you mean SIGHTLINE_HTTP_PORT?
                sightline.http.host: expected a text\
              """);
    }

    @Test
    void aProposalForAVariableIsAVariable() {
      assertThat(
              of("SIGHTLINE_BATCH_MAXSIZE", "8")
                  .named(
                      "sightline.batch.maxsize: there is no such setting; did you mean"
                          + " sightline.batch.max.size?"))
          .isEqualTo(
              "SIGHTLINE_BATCH_MAXSIZE: there is no such setting; did you mean"
                  + " SIGHTLINE_BATCH_MAX_SIZE?");
    }
  }
}
