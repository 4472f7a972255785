package dev.sightline.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.registry.FakeRegistry.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SchemaRegistryClientTest {
  private static final Schema SCHEMA = Schema.createFixed("Md5", null, "hash", 16);
  private static final Schema OTHER = Schema.createFixed("Sha256", null, "hash", 32);
  private static final String SUBJECT = "images-value";

  private final FakeRegistry server = FakeRegistry.start();
  private final FakeRegistry second = FakeRegistry.start();

  @AfterEach
  void stop() {
    server.close();
    second.close();
  }

  private SchemaRegistry connect(Map<String, ?> settings) {
    Map<String, Object> config =
        new HashMap<>(
            Map.of("schema.registry.url", server.url(), "max.retries", 0, "retries.wait.ms", 1));
    config.putAll(settings);
    return SchemaRegistries.of(config);
  }

  private SchemaRegistry connect() {
    return connect(Map.of());
  }

  private SchemaRegistry connectToBoth() {
    return connect(Map.of("schema.registry.url", server.url() + ", " + second.url() + "/"));
  }

  @Nested
  class WhenTheRegistryAnswers {
    @Test
    void theRequestIsInConfluentsProtocol() {
      connect().register("a/b c", SCHEMA);

      FakeRegistry.Request request = server.requests().get(0);
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.path()).isEqualTo("/subjects/a%2Fb%20c/versions");
      assertThat(request.headers().getFirst("Content-Type"))
          .isEqualTo("application/vnd.schemaregistry.v1+json");
      assertThat(request.headers().containsKey("Authorization")).isFalse();
      assertThat(request.headers().containsKey("Upgrade")).isFalse();
    }

    @Test
    void thePathOfTheBaseUrlIsKept() {
      SchemaRegistry registry =
          connect(Map.of("schema.registry.url", server.url() + "/apis/ccompat/v7/"));
      server.behave(request -> new Reply(200, "{\"id\":7}"));

      assertThat(registry.lookUp(SUBJECT, SCHEMA)).isEqualTo(7);
      assertThat(server.requests().get(0).path()).isEqualTo("/apis/ccompat/v7/subjects/" + SUBJECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>no such page</html>", "{\"error_code\":404,\"message\":\"?\"}"})
    void theAddressOfApicurioIsCompletedAndRemembered(String elsewhere) {
      SchemaRegistry registry = connect();
      server.behave(
          request ->
              request.path().startsWith("/apis/ccompat/v7/subjects/")
                  ? new Reply(200, "{\"id\":7}")
                  : new Reply(404, elsewhere));

      assertThat(registry.lookUp(SUBJECT, SCHEMA)).isEqualTo(7);
      assertThat(registry.register("another", SCHEMA)).isEqualTo(7);
      assertThat(server.requests())
          .extracting(FakeRegistry.Request::path)
          .containsExactly(
              "/subjects/" + SUBJECT,
              "/apis/ccompat/v7/subjects/" + SUBJECT,
              "/apis/ccompat/v7/subjects/another/versions");
    }

    @Test
    void aSchemaIsAskedForOnce() {
      SchemaRegistry registry = connect();
      int id = registry.register(SUBJECT, SCHEMA);
      registry.register(SUBJECT, SCHEMA);
      registry.lookUp(SUBJECT, SCHEMA);
      registry.schema(id);
      registry.schema(id);

      assertThat(server.requests())
          .extracting(FakeRegistry.Request::path)
          .containsExactly("/subjects/images-value/versions", "/schemas/ids/1");
    }

    @Test
    void anotherSubjectAndAnotherSchemaAreAskedForAgain() {
      SchemaRegistry registry = connect();
      registry.register(SUBJECT, SCHEMA);
      registry.register("labels-value", SCHEMA);
      registry.register(SUBJECT, OTHER);

      assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aSlowRequestDoesNotHoldUpWhatIsKnown() throws Exception {
      SchemaRegistry registry = connect();
      int known = registry.register(SUBJECT, SCHEMA);
      registry.schema(known);
      CountDownLatch asked = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      server.behave(
          request -> {
            asked.countDown();
            go.await();
            return new Reply(200, "{\"schema\":\"\\\"long\\\"\"}");
          });

      CompletableFuture<Schema> slow = CompletableFuture.supplyAsync(() -> registry.schema(99));
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(registry.schema(known)).isEqualTo(SCHEMA);
      assertThat(registry.register(SUBJECT, SCHEMA)).isEqualTo(known);
      assertThat(slow).isNotDone();
      go.countDown();

      assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo(Schema.create(Schema.Type.LONG));
    }
  }

  @Nested
  class WhenTheRegistryRefuses {
    @Test
    void anIncompatibleSchemaIsNamedWithTheRegistrysOwnWords() {
      server.behave(request -> FakeRegistry.error(409, 409, "reader field 'b' has no default"));

      assertThatThrownBy(() -> connect().register(SUBJECT, SCHEMA))
          .isInstanceOf(SchemaRegistryException.class)
          .hasMessage(
              "can't register hash.Md5 under subject images-value at %s: the schema is"
                      .formatted(server.url())
                  + " incompatible with those that the subject has (HTTP 409, error_code 409:"
                  + " reader field 'b' has no default)");
    }

    @Test
    void anInvalidSchemaIsNamed() {
      server.behave(request -> FakeRegistry.error(422, 42201, "Invalid AVRO schema"));

      assertThatThrownBy(() -> connect().register(SUBJECT, SCHEMA))
          .isInstanceOf(SchemaRegistryException.class)
          .hasMessageContaining("invalid")
          .hasMessageContaining("error_code 42201: Invalid AVRO schema");
    }

    @ParameterizedTest
    @ValueSource(ints = {40401, 40403})
    void lookingUpWhatIsNotThereSaysHowToRegisterIt(int code) {
      server.behave(request -> FakeRegistry.error(404, code, "not found"));

      assertThatThrownBy(() -> connect().lookUp(SUBJECT, SCHEMA))
          .isInstanceOf(SchemaRegistryException.class)
          .hasMessageContaining("auto.register.schemas=true")
          .hasMessageContaining(SUBJECT);
    }

    @Test
    void anUnknownIdIsAskedForOnceInTenSeconds() {
      AtomicLong nanos = new AtomicLong();
      SchemaRegistry registry =
          new SchemaRegistryClient(
              new RegistryHttp(
                  RegistryConfig.of(Map.of("schema.registry.url", server.url(), "max.retries", 0))),
              nanos::get);
      assertThatThrownBy(() -> registry.schema(1)).isInstanceOf(UnknownSchemaException.class);
      connect().register(SUBJECT, SCHEMA); // a replica that lags behind has it by now

      nanos.addAndGet(Duration.ofSeconds(10).toNanos());
      assertThatThrownBy(() -> registry.schema(1))
          .isInstanceOf(UnknownSchemaException.class)
          .hasMessageContaining("no schema with id 1 at " + server.url());
      assertThat(server.requests()).filteredOn(r -> r.path().equals("/schemas/ids/1")).hasSize(1);

      nanos.addAndGet(1);
      assertThat(registry.schema(1)).isEqualTo(SCHEMA);
    }

    @Test
    void anUnknownIdThatIsRegisteredHereIsAskedForAtOnce() {
      SchemaRegistry registry = connect();
      assertThatThrownBy(() -> registry.schema(1))
          .isInstanceOf(UnknownSchemaException.class)
          .hasMessageContaining("no schema with id 1 at " + server.url());

      registry.register(SUBJECT, SCHEMA);

      assertThat(registry.schema(1)).isEqualTo(SCHEMA);
    }

    @Test
    void aPathWithoutARegistryIsNotTakenForAnUnknownId() {
      server.behave(request -> new Reply(404, "<html>no such page</html>"));

      assertThatThrownBy(() -> connect().schema(1))
          .isInstanceOf(SchemaRegistryException.class)
          .isNotInstanceOf(UnknownSchemaException.class)
          .hasMessageContaining("schema.registry.url");
    }

    @Test
    void aFailedRegistrationIsTriedAgainNextTime() {
      SchemaRegistry registry = connect();
      server.behave(request -> FakeRegistry.error(409, 409, "no"));
      assertThatThrownBy(() -> registry.register(SUBJECT, SCHEMA));
      server.behave(request -> null);

      assertThat(registry.register(SUBJECT, SCHEMA)).isEqualTo(1);
    }

    @Test
    void aRefusalIsNotRepeated() {
      server.behave(request -> FakeRegistry.error(409, 409, "no"));

      assertThatThrownBy(() -> connect(Map.of("max.retries", 5)).register(SUBJECT, SCHEMA));

      assertThat(server.requests()).hasSize(1);
    }
  }

  @Nested
  class WhenTheAnswerMakesNoSense {
    @ParameterizedTest
    @ValueSource(strings = {"", "<html>sign in</html>", "[]", "{}", "{\"id\":\"one\"}"})
    void registeringSaysSo(String body) {
      server.behave(request -> new Reply(200, body));

      assertThatThrownBy(() -> connect().register(SUBJECT, SCHEMA))
          .isInstanceOf(SchemaRegistryException.class)
          .hasMessageContaining("the answer is not a schema registry's");
    }

    @Test
    void aSchemaOfAnotherKindIsNoAvroSchema() {
      server.behave(
          request -> new Reply(200, "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message A {}\"}"));

      assertThatThrownBy(() -> connect().schema(1))
          .isInstanceOf(UnknownSchemaException.class)
          .hasMessageContaining("PROTOBUF, not Avro");
    }

    @Test
    void aSchemaThatAvroCannotReadIsUnknown() {
      server.behave(request -> new Reply(200, "{\"schema\":\"{\\\"type\\\":\\\"nosuch\\\"}\"}"));

      assertThatThrownBy(() -> connect().schema(1))
          .isInstanceOf(UnknownSchemaException.class)
          .hasMessageContaining("can't be read as Avro");
    }

    @Test
    void aLongAnswerIsShownInPart() {
      server.behave(request -> new Reply(400, "x".repeat(100_000)));

      assertThatThrownBy(() -> connect().schema(1))
          .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(1_000));
    }
  }

  @Nested
  class WhenAUrlFails {
    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 429})
    void theNextOneIsAskedAndRemembered(int status) {
      server.behave(request -> FakeRegistry.error(status, 0, "later"));
      SchemaRegistry registry = connectToBoth();

      registry.register(SUBJECT, SCHEMA);
      registry.register(SUBJECT, OTHER);

      assertThat(server.requests()).hasSize(1);
      assertThat(second.requests()).hasSize(2);
    }

    @Test
    void aRefusedConnectionLeadsToTheNextOne() {
      SchemaRegistry registry = connectToBoth();
      server.close();

      assertThat(registry.register(SUBJECT, SCHEMA)).isEqualTo(1);
    }

    @Test
    void theFirstOneIsAskedAgainWhenTheSecondFails() {
      server.behave(request -> new Reply(503, ""));
      SchemaRegistry registry = connectToBoth();
      registry.register(SUBJECT, SCHEMA);
      server.behave(request -> null);
      second.close();

      assertThat(registry.register(SUBJECT, OTHER)).isEqualTo(1);
    }

    @Test
    void anAnswerThatStallsLeadsToTheNextOne() {
      CountDownLatch never = new CountDownLatch(1);
      server.behave(
          request -> {
            never.await();
            return null;
          });
      SchemaRegistry registry =
          connect(
              Map.of(
                  "schema.registry.url",
                  server.url() + "," + second.url(),
                  "schema.registry.request.timeout.ms",
                  "200"));

      assertThat(registry.register(SUBJECT, SCHEMA)).isEqualTo(1);
    }

    @Test
    void aBodyThatNeverEndsCountsAsNoAnswer() throws Exception {
      try (StallingServer stalling = new StallingServer()) {
        SchemaRegistry registry =
            connect(
                Map.of(
                    "schema.registry.url",
                    stalling.url(),
                    "schema.registry.request.timeout.ms",
                    200));

        assertThatThrownBy(() -> registry.schema(1))
            .isInstanceOf(SchemaRegistryException.class)
            .hasMessageContaining("no answer within 200 ms");
      }
    }

    @Test
    void whenAllFailEachIsNamedWithItsReason() {
      server.behave(request -> FakeRegistry.error(500, 50001, "the store is down"));
      SchemaRegistry registry = connectToBoth();
      second.close();

      assertThatThrownBy(() -> registry.register(SUBJECT, SCHEMA))
          .isInstanceOf(RegistryAwayException.class)
          .hasMessageContaining("POST /subjects/images-value/versions")
          .hasMessageContaining(server.url() + ": HTTP 500, error_code 50001: the store is down")
          .hasMessageContaining(second.url() + ": ConnectException");
    }

    @Test
    void allAreAskedAgainAsOftenAsConfigured() {
      server.behave(request -> server.requests().size() < 4 ? new Reply(503, "starting") : null);

      assertThat(connect(Map.of("max.retries", "3")).register(SUBJECT, SCHEMA)).isEqualTo(1);
      assertThat(server.requests()).hasSize(4);
    }

    @Test
    void anInterruptEndsTheWaiting() {
      server.behave(request -> new Reply(503, ""));
      SchemaRegistry registry = connect(Map.of("max.retries", 9, "retries.wait.ms", 3_600_000));
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> registry.register(SUBJECT, SCHEMA))
          .isInstanceOf(InterruptException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Nested
  class WhenTheRegistryWantsCredentials {
    private static final String BASIC = "Basic YW5uOnMzY3JldA=="; // ann:s3cret

    private String sent() {
      return server.requests().get(0).headers().getFirst("Authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic.auth.user.info", "schema.registry.basic.auth.user.info"})
    void basicOnesComeFromUserInfo(String key) {
      connect(Map.of("basic.auth.credentials.source", "USER_INFO", key, "ann:s3cret"))
          .register(SUBJECT, SCHEMA);

      assertThat(sent()).isEqualTo(BASIC);
    }

    @Test
    void basicOnesComeFromTheUrl() {
      connect(
              Map.of(
                  "schema.registry.url",
                  "http://ann:s3%63ret@" + server.address(),
                  "basic.auth.credentials.source",
                  "URL"))
          .register(SUBJECT, SCHEMA);

      assertThat(sent()).isEqualTo(BASIC);
    }

    @Test
    void aTokenIsSentAsBearer() {
      connect(
              Map.of(
                  "bearer.auth.credentials.source", "STATIC_TOKEN",
                  "bearer.auth.token", "t0ken\n"))
          .register(SUBJECT, SCHEMA);

      assertThat(sent()).isEqualTo("Bearer t0ken");
    }

    @Test
    void theirAbsenceIsNamed() {
      server.behave(request -> FakeRegistry.error(401, 40101, "Unauthorized"));

      assertThatThrownBy(() -> connect().register(SUBJECT, SCHEMA))
          .hasMessageContaining("none are configured")
          .hasMessageContaining("basic.auth.user.info");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 409, 503})
    void noFailureShowsThem(int status) {
      server.behave(request -> new Reply(status, "{}"));
      SchemaRegistry inUrl =
          connect(Map.of("schema.registry.url", "http://ann:s3cret@" + server.address()));
      SchemaRegistry byKey = connect(Map.of("basic.auth.user.info", "ann:s3cret"));

      for (SchemaRegistry registry : new SchemaRegistry[] {inUrl, byKey}) {
        assertThatThrownBy(() -> registry.register(SUBJECT, SCHEMA))
            .isInstanceOf(SchemaRegistryException.class)
            .hasMessageNotContainingAny("s3cret", "YW5uOnMzY3JldA");
      }
    }

    @ParameterizedTest
    @CsvSource({
      "basic.auth.user.info, ann:s3cret",
      "bearer.auth.token, s3cret",
      "schema.registry.url, http://ann:s3cret@"
    })
    void theirRefusalNamesTheSettingThatHasThem(String setting, String value) {
      String key = setting.equals("schema.registry.url") ? value + server.address() : value;
      SchemaRegistry registry = connect(Map.of(setting, key));

      server.behave(request -> FakeRegistry.error(401, 40101, "Unauthorized"));
      assertThatThrownBy(() -> registry.register(SUBJECT, SCHEMA))
          .hasMessageContaining("refuses the configured credentials; look at " + setting + " (");

      server.behave(request -> FakeRegistry.error(403, 40301, "Forbidden"));
      assertThatThrownBy(() -> registry.register(SUBJECT, SCHEMA))
          .hasMessageContaining(
              "the configured credentials do not allow this; let the registry grant it to that of "
                  + setting
                  + " (");
    }
  }
}
