package dev.sightline.app.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.app.CommandBroker;
import dev.sightline.app.Run;
import dev.sightline.app.metrics.Windows;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.serde.AvroSerde;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands that print a topic as it goes on. */
class FollowIT {
  private static final Instant CAPTURED = Instant.parse("2026-01-02T03:04:05.006Z");

  @RegisterExtension static final CommandBroker BROKER = new CommandBroker();

  private final AvroSerde<Prediction> predictions =
      new AvroSerde<>(
          Prediction.class,
          SchemaRegistries.of(Map.of("schema.registry.url", CommandBroker.REGISTRY)),
          Map.of());

  @Nested
  class Predictions {
    @BeforeEach
    void createTopic() throws Exception {
      BROKER.create("predictions", 2);
    }

    @Test
    void fromTheBeginningPrintsWhatIsThere() {
      publish("first");
      publish("second");

      Run run = Run.of(BROKER.arguments("predictions", "--from-beginning", "--max", "2"));

      assertThat(run.exitCode()).isZero();
      assertThat(run.out().lines()).hasSize(3);
      assertThat(run.out()).contains("scored at", "first", "second", "93.4%", "cifar10/7");
    }

    @Test
    void fromNowPrintsWhatComesOnlyAndGoesOnAfterTheBrokerWasAway() {
      publish("old");
      Run run = Run.started(BROKER.arguments("predictions", "--max", "1"));
      await().atMost(Duration.ofSeconds(30)).until(() -> run.err().contains("Following"));

      BROKER.stop();
      await().atMost(Duration.ofSeconds(30)).until(() -> run.err().contains("no broker answers"));
      BROKER.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> run.err().contains("answers again"));
      publish("new");

      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("new").doesNotContain("old");
    }

    @Test
    void jsonIsOneObjectALine() throws Exception {
      publish("first");

      Run run = Run.of(BROKER.arguments("predictions", "--from-beginning", "--max", "1", "--json"));

      assertThat(run.out().lines()).hasSize(1);
      JsonNode json = new ObjectMapper().readTree(run.out());
      assertThat(json.get("id").asText()).isEqualTo("first");
      assertThat(json.get("confidence").floatValue()).isEqualTo(0.934f);
      assertThat(json.get("probabilities")).hasSize(2);
      assertThat(json.get("capturedAt").asText()).isEqualTo("2026-01-02T03:04:05.006Z");
    }

    @Test
    void whatCannotBeReadIsReportedAndPassedOver() {
      send("predictions", "bad", new byte[] {1, 2, 3});
      publish("good");

      Run run = Run.of(BROKER.arguments("predictions", "--from-beginning", "--max", "1", "--json"));

      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("good");
      assertThat(run.err())
          .contains("passed over: predictions-0 at offset 0 is not in the Confluent");
    }

    @Test
    void anInterruptEndsItQuietly() {
      Run run = Run.started(BROKER.arguments("predictions"));
      await().atMost(Duration.ofSeconds(30)).until(() -> run.err().contains("Following"));

      run.interrupt();

      assertThat(run.exitCode()).isEqualTo(130);
      assertThat(run.err().lines()).hasSize(1);
    }
  }

  @Nested
  class Metrics {
    @BeforeEach
    void createTopic() throws Exception {
      BROKER.create("metrics", 1);
    }

    @Test
    void awayFromATerminalAWindowIsOneLineHoweverOftenItChanges() {
      for (int correct = 100; correct <= 150; correct++) {
        send("metrics", "first", Windows.labelled(3, 0, correct).build());
      }
      send("metrics", "next", Windows.labelled(3, 300, 120).build());

      Run run = Run.of(BROKER.arguments("metrics", "--from-beginning", "--max", "2"));

      assertThat(run.exitCode()).isZero();
      assertThat(run.out().lines()).hasSize(2);
      assertThat(run.out())
          .contains("12:00:00 to 12:05:00  cifar10/3", "accuracy 100.0%", "accuracy 80.0% (-20.0)");
    }

    @Test
    void jsonHasTheFiguresOfTheDashboardAndTheAlarmsThatStand() throws Exception {
      BROKER.create("drift-alerts", 1);
      send("drift-alerts", "brightness", serialized("drift-alerts", Windows.alert(3)));
      send("metrics", "first", Windows.labelled(3, 0, 140).build());

      Run run = Run.of(BROKER.arguments("metrics", "--from-beginning", "--max", "1", "--json"));

      assertThat(run.exitCode()).isZero();
      JsonNode json = new ObjectMapper().readTree(run.out());
      assertThat(json.at("/windowStart").asText()).isEqualTo("2026-01-01T12:00:00Z");
      assertThat(json.at("/figures/window/low").asDouble()).isBetween(0.88, 0.89);
      assertThat(json.at("/figures/latestLabels/labelled").asInt()).isEqualTo(150);
      assertThat(json.at("/figures/alarms/0/statistic").asText()).isEqualTo("brightness");
    }

    @Test
    void aWindowThatContradictsItselfIsReportedAndPassedOver() {
      send("metrics", "bad", Windows.labelled(3, 0, 140).setCorrect(151).build());
      send("metrics", "good", Windows.labelled(3, 0, 140).build());

      Run run = Run.of(BROKER.arguments("metrics", "--from-beginning", "--max", "1", "--json"));

      assertThat(run.exitCode()).isZero();
      assertThat(run.out()).contains("\"correct\": 140");
      assertThat(run.err())
          .contains("passed over: a window: expected correct up to labelled")
          .contains("alarms are not shown: there is no topic drift-alerts");
    }

    @Test
    void jsonIsEveryRecordAndTheLineComesWhenAllIsQuiet() {
      Run run = Run.started(BROKER.arguments("metrics", "--json"));
      await().atMost(Duration.ofSeconds(30)).until(() -> run.err().contains("Following"));
      send("metrics", "first", Windows.labelled(3, 0, 140).build());
      await().atMost(Duration.ofSeconds(30)).until(() -> run.out().contains("labelled"));
      Run lines = Run.started(BROKER.arguments("metrics", "--from-beginning"));
      await().atMost(Duration.ofSeconds(30)).until(() -> lines.out().contains("93.3%"));

      run.interrupt();
      lines.interrupt();

      assertThat(run.exitCode()).isEqualTo(130);
      assertThat(lines.exitCode()).isEqualTo(130);
      assertThat(lines.out().lines()).hasSize(1);
      assertThat(lines.err()).doesNotContain("no broker answers");
    }
  }

  @Nested
  class WhenATopicIsMissing {
    @Test
    void theWayOutIsNamed() {
      Run run = Run.of(BROKER.arguments("metrics"));

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err())
          .isEqualToIgnoringNewLines(
              "sightline metrics: there is no topic metrics: `sightline topics create` creates it");
    }
  }

  private static void send(String topic, String key, MetricsWindow window) {
    send(topic, key, serialized(topic, window));
  }

  @SuppressWarnings("unchecked")
  private static <T extends SpecificRecord> byte[] serialized(String topic, T record) {
    try (AvroSerde<T> serde =
        new AvroSerde<>(
            (Class<T>) record.getClass(),
            SchemaRegistries.of(Map.of("schema.registry.url", CommandBroker.REGISTRY)),
            Map.of())) {
      return serde.serializer().serialize(topic, record);
    }
  }

  private void publish(String id) {
    Prediction prediction =
        Prediction.newBuilder()
            .setId(id)
            .setLabel("cat")
            .setLabelIndex(1)
            .setConfidence(0.934f)
            .setProbabilities(List.of(0.066f, 0.934f))
            .setModelName("cifar10")
            .setModelVersion(7)
            .setCapturedAt(CAPTURED)
            .setScoredAt(CAPTURED.plusMillis(17))
            .build();
    send("predictions", id, predictions.serializer().serialize("predictions", prediction));
  }

  private static void send(String topic, String key, byte[] value) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", BROKER.bootstrapServers()),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, key, value));
      producer.flush();
    }
  }
}
