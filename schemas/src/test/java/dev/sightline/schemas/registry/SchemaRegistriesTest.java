package dev.sightline.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaRegistriesTest {
  private static Map<String, Object> valid() {
    return new HashMap<>(Map.of("schema.registry.url", "http://localhost:8081"));
  }

  @Nested
  class WhenTheConfigurationIsSound {
    @Test
    void keysOfOthersAreLeftAlone() {
      Map<String, Object> config = valid();
      config.put("ssl.truststore.location", "/the/brokers/own");
      config.put("auto.register.schemas", "false");
      config.put("request.timeout.ms", "not for the registry");

      assertThatCode(() -> SchemaRegistries.of(config)).doesNotThrowAnyException();
    }

    @Test
    void theDefaultsAreThose() {
      RegistryConfig config = RegistryConfig.of(valid());

      assertThat(config.requestTimeout()).hasSeconds(30);
      assertThat(config.connectTimeout()).hasSeconds(5);
      assertThat(config.maxRetries()).isEqualTo(3);
      assertThat(config.pauses().initialInterval()).isEqualTo(1_000);
    }

    @Test
    void everyKeyIsRead() {
      Map<String, Object> config = valid();
      config.put("schema.registry.url", List.of("http://a:1/", "https://u:p@b:2/apis/ccompat/v7/"));
      config.put("schema.registry.request.timeout.ms", "1500");
      config.put("http.connect.timeout.ms", 700);
      config.put("schema.registry.max.retries", "1");
      config.put("max.retries", "2");
      config.put("retries.wait.ms", 10L);

      RegistryConfig read = RegistryConfig.of(config);

      assertThat(read.urls())
          .extracting(RegistryUrl::toString)
          .containsExactly("http://a:1", "https://b:2/apis/ccompat/v7");
      assertThat(read.urls().get(0).credentials()).isEmpty();
      assertThat(read.urls().get(1).credentials().map(Credentials::header)).contains("Basic dTpw");
      assertThat(read.requestTimeout()).hasMillis(1_500);
      assertThat(read.connectTimeout()).hasMillis(700);
      assertThat(read.maxRetries()).isEqualTo(1);
      assertThat(read.pauses().initialInterval()).isEqualTo(10);
    }

    @Test
    void aSecretMayBeAKafkaPassword() {
      Map<String, Object> config = valid();
      config.put("bearer.auth.token", new Password("t"));

      assertThat(RegistryConfig.of(config).urls().get(0).credentials())
          .contains(new Credentials("Bearer t", "bearer.auth.token"));
    }
  }

  @Nested
  class WhenTheConfigurationIsAtFault {
    @Test
    void everyFaultIsListed() {
      Map<String, Object> config = new HashMap<>();
      config.put("schema.registry.url", "ftp://a, http://under_score:8081");
      config.put("max.retries", "-1");
      config.put("retries.wait.ms", "soon");
      config.put("basic.auth.credentials.source", "SASL_INHERIT");
      config.put("bearer.auth.credentials.source", "STATIC_TOKEN");
      config.put("schema.registry.ssl.truststore.location", "/no/such/file");
      config.put("schema.registry.ssl.trustore.password", "typo");

      assertThatThrownBy(() -> SchemaRegistries.of(config))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll(
              "schema.registry.url: ftp://a is neither http",
              "schema.registry.url: http://under_score:8081 has no valid host",
              "max.retries: expected a whole number of at least 0, found -1",
              "retries.wait.ms: expected a whole number of at least 0, found soon",
              "basic.auth.credentials.source: expected URL or USER_INFO, found SASL_INHERIT",
              "bearer.auth.token: is not set",
              "schema.registry.ssl.truststore.location: no readable file at /no/such/file",
              "schema.registry.ssl.trustore.password: is not among");
      assertThat(SchemaRegistries.faults(config))
          .hasSize(8)
          .contains("max.retries: expected a whole number of at least 0, found -1")
          .contains("retries.wait.ms: expected a whole number of at least 0, found soon");
    }

    @Test
    void aConfigurationThatIsTakenHasNoFaults() {
      assertThat(SchemaRegistries.faults(valid())).isEmpty();
      assertThat(SchemaRegistries.faults(Map.of("schema.registry.url", "mock://a"))).isEmpty();
    }

    @Test
    void aMissingUrlIsNamed() {
      assertThatThrownBy(() -> SchemaRegistries.of(Map.of()))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("schema.registry.url: is not set");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "localhost:8081",
          "http://",
          "http://a b",
          "http://h:1?x=y",
          "http://h:1#x",
          "http://user@h:1",
          "mock://a,mock://b"
        })
    void aUrlThatIsNoneIsNamed(String url) {
      assertThatThrownBy(() -> SchemaRegistries.of(Map.of("schema.registry.url", url)))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("schema.registry.url: ");
    }

    @ParameterizedTest
    @CsvSource({
      "http://ann:s3cret@h h:1, a, b",
      "http://ann:s3cret@h:1, bearer.auth.token, s3cret",
      "http://ann:s3cret@h:1, basic.auth.user.info, ann:s3cret",
      "http://h:1, basic.auth.user.info, s3cret",
      "http://h:1, bearer.auth.token, s3cret s3cret"
    })
    void noSecretIsShown(String url, String key, String value) {
      assertThatThrownBy(() -> SchemaRegistries.of(Map.of("schema.registry.url", url, key, value)))
          .isInstanceOf(ConfigException.class)
          .hasMessageNotContaining("s3cret");
    }

    @Test
    void twoKindsOfCredentialsAreOneTooMany() {
      Map<String, Object> config = valid();
      config.put("basic.auth.user.info", "a:b");
      config.put("bearer.auth.token", "t");

      assertThatThrownBy(() -> SchemaRegistries.of(config))
          .hasMessageContaining("basic.auth.user.info and bearer.auth.token");
    }
  }
}
