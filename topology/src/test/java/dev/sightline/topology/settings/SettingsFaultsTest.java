package dev.sightline.topology.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFaultsTest {
  @TempDir Path folder;

  private List<String> faults(Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>();
    all.put("bootstrap.servers", "broker:9092");
    all.put("sightline.state.dir", folder.resolve("not/there/yet").toString());
    all.putAll(settings);
    return SettingsFaults.of(all);
  }

  private List<String> faults(String key, Object value) {
    return faults(Map.of(key, value));
  }

  @Test
  void thereAreNoneWhereAllIsWell() {
    assertThat(
            faults(
                Map.of(
                    "sightline.roles",
                    "metrics",
                    "sightline.metrics.window.size.ms",
                    "70000",
                    "sightline.metrics.window.advance.ms",
                    "7000",
                    "consumer.session.timeout.ms",
                    "60000",
                    "my.own.interceptors.key",
                    "anything")))
        .isEmpty();
  }

  @Test
  void oneMessageListsEveryOneAndNothingIsLeftForLater() {
    assertThatThrownBy(
            () ->
                WorkerConfig.of(
                    Map.of(
                        "bootstrap.servers", "broker:9092",
                        "session.timeout.ms", "long",
                        "schema.registry.url", "ftp://registry",
                        "sightline.batch.max.size", "0",
                        "sightline.batch.maxsize", "8",
                        "sightline.metrics.window.advance.ms", "7000",
                        "sightline.model.trusted.keys", "/no/such/key.pem",
                        "sightline.processing.guarantee", "perhaps_once",
                        "sightline.roles", "score,dance")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            The settings are at fault:
              schema.registry.url: ftp://registry is neither http:// nor https:// (and mock:// stands alone)
              session.timeout.ms: expected a whole number, found long
              sightline.batch.max.size: expected a whole number from 1 to 4096, found 0
              sightline.batch.maxsize: there is no such setting; did you mean sightline.batch.max.size?
              sightline.metrics.window.advance.ms: expected a divisor of sightline.metrics.window.size.ms (300000), found 7000
              sightline.model.trusted.keys: expected PEM files of Ed25519 public keys, found /no/such/key.pem (no such file)
              sightline.processing.guarantee: expected exactly_once_v2 or at_least_once, found perhaps_once
              sightline.roles: expected one or more of score, metrics, each once, found score,dance\
            """);
  }

  @Nested
  class WhenAValueIsNotAllowed {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "sightline.threads | 0 | a whole number from 1 to 1024",
          "sightline.threads | many | a whole number from 1 to 1024",
          "sightline.threads | 99999999999 | a whole number from 1 to 1024",
          "sightline.batch.linger.ms | 0 | a whole number from 1 to 3155760000000 (milliseconds)",
          "sightline.label.grace.ms | -1 | a whole number from 0 to 3155760000000 (milliseconds)",
          "sightline.image.max.bytes | 0 | a whole number from 1",
          "sightline.http.port | 65536 | a whole number from 0 to 65535",
          "sightline.http.host | '' | a text that is not blank",
          "sightline.require.gpu | yes | true or false",
          "sightline.golden.tolerance | NaN | a number from 0 to 1",
          "sightline.golden.tolerance | 1.5 | a number from 0 to 1",
          "sightline.roles | '' | one or more of score, metrics, each once",
          "sightline.execution.settings | float32,float32 | one or more of float32, bfloat16, each"
              + " once",
          "sightline.application.id | a/b | 1 to 150 letters, digits, dots, dashes and underscores",
          "sightline.model.name | .. | a model's name: 1 to 200 letters, digits, dots, dashes and"
              + " underscores"
        })
    void theKeyIsNamedWithWhatIsAllowedAndWhatWasGiven(String key, String given, String allowed) {
      assertThat(faults(key, given))
          .containsExactly(
              "%s: expected %s, found %s".formatted(key, allowed, given.isEmpty() ? "''" : given));
    }

    @Test
    void timesWhoseSumsWouldOverflowAreNot() {
      assertThat(faults("sightline.label.retention.ms", Long.MAX_VALUE)).hasSize(1);
    }
  }

  @Nested
  class WhenAWebhookIsAtFault {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String URL = "https://hooks.example/services/T0/B0/hush";
    private static final String HIDDEN =
        ", found something else, which is not told as it may be secret";

    @Test
    void anAddressAndASecretAreTaken() throws IOException {
      Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");

      assertThat(faults("sightline.alerts.webhook.url", URL)).isEmpty();
      assertThat(
              faults(
                  Map.of(
                      "sightline.alerts.webhook.url", URL,
                      "sightline.alerts.webhook.secret", SECRET)))
          .isEmpty();
      assertThat(
              faults(
                  Map.of(
                      "sightline.alerts.webhook.url",
                      URL,
                      "sightline.alerts.webhook.secret.file",
                      file.toString())))
          .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
      "https:///hush",
      "https://me:hush@hooks.example/",
      "https://hooks.example/#hush",
      "'https://hooks.example/hu sh'"
    })
    void anAddressThatNothingCanBePostedToIsNotTold(String url) {
      assertThat(faults("sightline.alerts.webhook.url", url))
          .containsExactly(
              "sightline.alerts.webhook.url: expected an address of http or https without user and"
                  + " fragment"
                  + HIDDEN);
    }

    @ParameterizedTest
    @CsvSource({"hooks.example/hush", "localhost:9999/hush", "ftp://hooks.example/hush"})
    void anAddressWithoutItsSchemeIsNotToldButWhatIsMissing(String url) {
      assertThat(faults("sightline.alerts.webhook.url", url))
          .containsExactly(
              "sightline.alerts.webhook.url: expected an address of http or https without user and"
                  + " fragment, found one that does not begin with http:// or https://");
    }

    @Test
    void aSecretThatIsNoneIsNotTold() throws IOException {
      Path file = Files.writeString(folder.resolve("secret"), "hush\n");
      String expected =
          "expected whsec_ and 24 to 64 bytes in base64, as by echo whsec_$(openssl rand -base64"
              + " 32)"
              + HIDDEN;

      assertThat(
              faults(
                  Map.of(
                      "sightline.alerts.webhook.url",
                      URL,
                      "sightline.alerts.webhook.secret",
                      "hush")))
          .containsExactly("sightline.alerts.webhook.secret: " + expected);
      assertThat(
              faults(
                  Map.of(
                      "sightline.alerts.webhook.url",
                      URL,
                      "sightline.alerts.webhook.secret.file",
                      file.toString())))
          .containsExactly(
              "sightline.alerts.webhook.secret.file: "
                  + expected
                  + " in the first line of "
                  + file);
    }

    @Test
    void aSecretWithoutAnAddressTwoOfThemOrNoFileAreSaid() {
      assertThat(faults("sightline.alerts.webhook.secret", SECRET))
          .containsExactly(
              "sightline.alerts.webhook.url: expected the address that the secret is for, found"
                  + " none");
      assertThat(
              faults(
                  Map.of(
                      "sightline.alerts.webhook.url", URL,
                      "sightline.alerts.webhook.secret", SECRET,
                      "sightline.alerts.webhook.secret.file", "/no/such/file")))
          .containsExactly(
              "sightline.alerts.webhook.secret.file: expected one of"
                  + " sightline.alerts.webhook.secret and a file, found both");
      assertThat(
              faults(
                  Map.of(
                      "sightline.alerts.webhook.url",
                      URL,
                      "sightline.alerts.webhook.secret.file",
                      "/no/such/file")))
          .containsExactly(
              "sightline.alerts.webhook.secret.file: expected a file with the secret, found"
                  + " /no/such/file (no such file)");
    }

    @Test
    void otherFaultsOfItComeFirst() {
      assertThat(
              faults(
                  Map.of(
                      "sightline.alerts.webhook.url", "hush",
                      "sightline.alerts.webhook.format", "xml")))
          .containsExactly("sightline.alerts.webhook.format: expected json or slack, found xml");
    }
  }

  @Nested
  class WhenAnAdvanceDoesNotDivideItsWindow {
    @Test
    void bothKeysAreNamed() {
      assertThat(
              faults(
                  Map.of(
                      "sightline.metrics.window.size.ms", 60_000,
                      "sightline.metrics.window.advance.ms", 7_000)))
          .containsExactly(
              "sightline.metrics.window.advance.ms: expected a divisor of"
                  + " sightline.metrics.window.size.ms (60000), found 7000");
    }

    @Test
    void nothingIsConcludedFromAnAdvanceThatIsNone() {
      assertThat(faults("sightline.metrics.window.advance.ms", 0)).hasSize(1);
    }
  }

  @Nested
  class WhenAFileIsNotWhatItShouldBe {
    @Test
    void aTrustedKeyThatIsNoneIsNamed() throws IOException {
      Path key = Files.writeString(folder.resolve("key.pem"), "no key");

      assertThat(faults("sightline.model.trusted.keys", key))
          .containsExactly(
              ("sightline.model.trusted.keys: expected PEM files of Ed25519 public keys, found %s"
                      + " (key file %s: expected a PEM block 'PUBLIC KEY', found none)")
                  .formatted(key, key));
    }

    @Test
    void eachTrustedKeyThatIsMissingIsNamed() {
      assertThat(faults("sightline.model.trusted.keys", "/no/a.pem,/no/b.pem"))
          .hasSize(2)
          .anyMatch(fault -> fault.contains("/no/a.pem"))
          .anyMatch(fault -> fault.contains("/no/b.pem"));
    }

    @Test
    void aStateFolderThatCanNotBeWrittenIsNamed() throws IOException {
      Path file = Files.createFile(folder.resolve("file"));

      assertThat(faults("sightline.state.dir", file.resolve("state")))
          .containsExactly(
              "sightline.state.dir: expected a folder that can be written to, found %s/state"
                  .formatted(file));
      assertThat(faults("sightline.state.dir", " ")).hasSize(1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aStateFolderThatNoFolderCanBeMadeInIsNamedToRootToo() {
      assertThat(faults("sightline.state.dir", "/proc/sightline"))
          .containsExactly(
              "sightline.state.dir: expected a folder that can be written to, found"
                  + " /proc/sightline");
    }

    @Test
    void aStateFolderThatIsNotThereYetIsNotCreatedByTheCheck() {
      assertThat(faults(Map.of())).isEmpty();
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Nested
  class WhenAKeyIsUnknown {
    @ParameterizedTest
    @CsvSource({
      "sightline.batch.max.sise, sightline.batch.max.size",
      "sightline.Roles, sightline.roles",
      "sightline.window.size.ms, sightline.metrics.window.size.ms",
      "sigthline.http.port, sightline.http.port",
      "sightlin.http.port, sightline.http.port"
    })
    void theNearestIsProposed(String given, String meant) {
      assertThat(faults(given, "1"))
          .containsExactly(
              "%s: there is no such setting; did you mean %s?".formatted(given, meant));
    }

    @Test
    void nothingIsProposedWhereNothingIsNear() {
      assertThat(faults("sightline.colour", "1"))
          .containsExactly("sightline.colour: there is no such setting");
    }

    @ParameterizedTest
    @CsvSource({"application.id", "processing.guarantee", "state.dir", "http.port", "threads"})
    void oneThatOnlyLacksItsPrefixIsAFaultToo(String key) {
      assertThat(faults(key, "1"))
          .contains("%s: has no effect; did you mean sightline.%s?".formatted(key, key));
    }
  }

  @Nested
  class WhenAClientsSettingIsAtFault {
    @ParameterizedTest
    @CsvSource({
      "commit.interval.ms, often",
      "producer.linger.ms, soon",
      "main.consumer.fetch.min.bytes, few",
      "admin.retries, -1",
      "auto.offset.reset, now"
    })
    void itsKeyIsNamed(String key, String value) {
      assertThat(faults(key, value))
          .singleElement()
          .asString()
          .startsWith(key + ": ")
          .endsWith(", found " + value);
    }

    @Test
    void noBrokersAreAFaultToo() {
      assertThat(SettingsFaults.of(Map.of("sightline.state.dir", folder)))
          .containsExactly("bootstrap.servers: expected the brokers as host:port, found none");
    }

    @Test
    void timesThatContradictOneAnotherAreFoundBeforeAModelServes() {
      assertThatThrownBy(
              () ->
                  WorkerConfig.of(
                      Map.of(
                          "bootstrap.servers", "broker:9092",
                          "sightline.roles", "score",
                          "commit.interval.ms", "60000")))
          .isInstanceOf(ConfigException.class)
          .hasMessageContainingAll("transaction.timeout.ms", "commit.interval.ms", "60000");
    }

    @Test
    void aTransactionThatTheSlowestImageDoesNotFitIntoIsAFault() {
      Map<String, String> settings =
          new HashMap<>(
              Map.of(
                  "bootstrap.servers", "broker:9092",
                  "sightline.roles", "score",
                  "producer.transaction.timeout.ms", "12099"));
      assertThatThrownBy(() -> WorkerConfig.of(settings))
          .hasMessageContainingAll(
              "producer.transaction.timeout.ms: expected at least 12100",
              "sightline.image.max.decode.ms (10000)",
              "found 12099");
      settings.put("producer.transaction.timeout.ms", "12100");
      assertThat(WorkerConfig.of(settings)).isNotNull();
      settings.put("max.poll.interval.ms", "11999");
      assertThatThrownBy(() -> WorkerConfig.of(settings))
          .hasMessageContaining("max.poll.interval.ms: expected at least 12000");
      settings.put("sightline.processing.guarantee", "at_least_once");
      settings.put("producer.transaction.timeout.ms", "5000");
      settings.put("max.poll.interval.ms", "12000");
      assertThat(WorkerConfig.of(settings)).isNotNull();
    }
  }

  @Nested
  class WhenAValueStandsInAFileOfAConfigProvider {
    @Test
    void itIsCheckedLikeAnyOther() throws IOException {
      Path file = Files.writeString(folder.resolve("worker.properties"), "size=0\nname=cats\n");
      Map<String, String> settings =
          new HashMap<>(
              Map.of(
                  "bootstrap.servers", "broker:9092",
                  "config.providers", "file",
                  "config.providers.file.class",
                      "org.apache.kafka.common.config.provider.FileConfigProvider",
                  "sightline.model.name", "${file:%s:name}".formatted(file)));
      assertThat(WorkerConfig.of(settings).modelName()).isEqualTo("cats");

      settings.put("sightline.batch.max.size", "${file:%s:size}".formatted(file));
      assertThatThrownBy(() -> WorkerConfig.of(settings))
          .hasMessageContaining("sightline.batch.max.size: expected a whole number from 1 to 4096,")
          .hasMessageContaining("found 0");
    }
  }
}
