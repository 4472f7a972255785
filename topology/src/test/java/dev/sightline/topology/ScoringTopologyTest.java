package dev.sightline.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.images.DecodeLimits;
import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroSerde;
import dev.sightline.topology.model.Champion;
import dev.sightline.topology.model.FakeModel;
import dev.sightline.topology.scoring.BatchSettings;
import dev.sightline.topology.scoring.CopiedHeaders;
import dev.sightline.topology.scoring.DeadLetterHeaders;
import dev.sightline.topology.scoring.DeadLetterReason;
import dev.sightline.topology.scoring.ModelAnswers;
import dev.sightline.topology.scoring.ScoringMetrics;
import dev.sightline.topology.time.EventTime;
import dev.sightline.topology.topics.RecordSize;
import dev.sightline.topology.topics.RefusalHandler;
import dev.sightline.topology.topics.Refusals;
import dev.sightline.topology.topics.TopicLimits;
import dev.sightline.topology.topics.TopicSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScoringTopologyTest {
  private static final Instant SCORED_AT = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final Instant CAPTURED_AT = Instant.parse("2026-01-02T03:00:00Z");

  private final Map<String, Object> config =
      Map.of("schema.registry.url", "mock://" + UUID.randomUUID());
  private final SchemaRegistry registry = SchemaRegistries.of(config);
  private final Champion champion = new Champion();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ModelAnswers answers = new ModelAnswers(Clock.systemUTC());
  private final Map<String, TopicSettings> settings = new HashMap<>();
  private final TopicLimits limits = new TopicLimits(() -> settings, 32 << 20, Clock.systemUTC());
  private final Refusals refusals = new Refusals(limits);
  private final Topology topology =
      new ScoringTopology(
              registry,
              config,
              champion,
              new BatchSettings(4, Duration.ofMillis(10)),
              DecodeLimits.DEFAULT,
              limits,
              refusals,
              answers,
              new ScoringMetrics(meters),
              Clock.fixed(SCORED_AT, ZoneOffset.UTC),
              new EventTime(Clock.fixed(SCORED_AT, ZoneOffset.UTC), Duration.ofMinutes(1), meters))
          .build();

  private TopologyTestDriver driver;
  private TestInputTopic<String, ImageEvent> images;
  private TestInputTopic<byte[], byte[]> rawImages;
  private TestOutputTopic<String, Prediction> predictions;
  private TestOutputTopic<String, byte[]> deadLetters;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    driver = new TopologyTestDriver(topology, properties);
    AvroSerde<ImageEvent> events = new AvroSerde<>(ImageEvent.class, registry, config);
    AvroSerde<Prediction> results = new AvroSerde<>(Prediction.class, registry, config);
    images =
        driver.createInputTopic(Topics.IMAGES.name(), new StringSerializer(), events.serializer());
    rawImages =
        driver.createInputTopic(
            Topics.IMAGES.name(), new ByteArraySerializer(), new ByteArraySerializer());
    predictions =
        driver.createOutputTopic(
            Topics.PREDICTIONS.name(), new StringDeserializer(), results.deserializer());
    deadLetters =
        driver.createOutputTopic(
            Topics.DEAD_LETTERS.name(), new StringDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  /** A raw 2×2 image whose class in the fake model is {@code first} modulo 3. */
  private static ImageEvent image(String id, int first) {
    return ImageEvent.newBuilder()
        .setId(id)
        .setContent(ByteBuffer.wrap(new byte[] {(byte) first, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}))
        .setEncoding(ImageEncoding.RGB)
        .setWidth(2)
        .setHeight(2)
        .setCapturedAt(CAPTURED_AT)
        .build();
  }

  private double count(String name) {
    return meters.find(name).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  @Test
  void isWiredAsDescribed() throws IOException {
    try (InputStream golden = getClass().getResourceAsStream("/scoring-topology.txt")) {
      assertThat(topology.describe().toString())
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @Nested
  class WhenAVersionServes {
    @BeforeEach
    void promote() {
      champion.promote(new FakeModel(7), () -> {});
    }

    @Test
    void anImageBecomesAPredictionUnderItsOwnKeyAndTimestamp() {
      images.pipeInput("x", image("x", 2), CAPTURED_AT);

      TestRecord<String, Prediction> record = predictions.readRecord();
      assertThat(record.key()).isEqualTo("x");
      assertThat(record.timestamp()).isEqualTo(CAPTURED_AT.toEpochMilli());
      Prediction prediction = record.value();
      assertThat(prediction.getId()).isEqualTo("x");
      assertThat(prediction.getLabel()).isEqualTo("c");
      assertThat(prediction.getLabelIndex()).isEqualTo(2);
      assertThat(prediction.getConfidence()).isEqualTo(0.8f);
      assertThat(prediction.getProbabilities()).containsExactly(0.1f, 0.1f, 0.8f);
      assertThat(prediction.getModelName()).isEqualTo("fake");
      assertThat(prediction.getModelVersion()).isEqualTo(7);
      assertThat(prediction.getCapturedAt()).isEqualTo(CAPTURED_AT);
      assertThat(prediction.getScoredAt()).isEqualTo(SCORED_AT);
    }

    @Test
    void anUnreadableImageBecomesADeadLetterWithReasonAndCoordinates() {
      ImageEvent damaged = image("bad", 0);
      damaged.setWidth(3);
      images.pipeInput("good", image("good", 1));
      images.pipeInput("bad", damaged);

      assertThat(predictions.readKeyValuesToList()).hasSize(1);
      TestRecord<String, byte[]> dead = deadLetters.readRecord();
      assertThat(dead.key()).isEqualTo("bad");
      assertThat(dead.value())
          .isEqualTo(
              new AvroSerde<>(ImageEvent.class, registry, config)
                  .serializer()
                  .serialize(Topics.IMAGES.name(), damaged));
      assertThat(header(dead, DeadLetterHeaders.TOPIC)).isEqualTo("images");
      assertThat(header(dead, DeadLetterHeaders.PARTITION)).isEqualTo("0");
      assertThat(header(dead, DeadLetterHeaders.OFFSET)).isEqualTo("1");
      assertThat(header(dead, DeadLetterHeaders.MESSAGE)).contains("12").contains("18");
      assertThat(header(dead, DeadLetterHeaders.REASON)).isNotEmpty();
    }

    @Test
    void bytesThatAreNoEventAreKeptAsTheyCame() {
      byte[] noise = {9, 9, 9};
      rawImages.pipeInput("k".getBytes(StandardCharsets.UTF_8), noise);
      TestRecord<String, byte[]> dead = deadLetters.readRecord();
      assertThat(dead.value()).isEqualTo(noise);
      assertThat(header(dead, DeadLetterHeaders.REASON)).isEqualTo("UNREADABLE_EVENT");
    }

    @Test
    void aRecordWithoutKeyOrWithAnothersKeyIsADeadLetter() {
      images.pipeInput((String) null, image("x", 0));
      images.pipeInput("y", image("x", 0));
      rawImages.pipeInput("z".getBytes(StandardCharsets.UTF_8), (byte[]) null);
      assertThat(header(deadLetters.readRecord(), DeadLetterHeaders.REASON)).isEqualTo("NO_KEY");
      assertThat(header(deadLetters.readRecord(), DeadLetterHeaders.MESSAGE))
          .isEqualTo("the key is 'y', the id 'x'");
      assertThat(header(deadLetters.readRecord(), DeadLetterHeaders.REASON)).isEqualTo("NO_VALUE");
      assertThat(predictions.isEmpty()).isTrue();
    }

    @Test
    void everyReasonIsCountedFromTheStartSoThatTheFirstDeadLetterIsSeenToComeIn() {
      assertThat(meters.find("sightline.images.dead.lettered").counters())
          .extracting(counter -> counter.getId().getTag("reason"))
          .contains("NO_VALUE", "TRUNCATED", "MODEL_ANSWER", "REFUSED")
          .hasSize(DeadLetterReason.values().length);
      assertThat(count("sightline.images.dead.lettered")).isZero();
    }

    @Test
    void countersShowCommittedWorkAndAddUp() {
      for (int i = 0; i < 5; i++) {
        images.pipeInput("i" + i, image("i" + i, i));
      }
      rawImages.pipeInput(new byte[] {1}, new byte[] {2});
      driver.advanceWallClockTime(Duration.ofSeconds(1));

      assertThat(count("sightline.images.consumed")).isEqualTo(6);
      assertThat(count("sightline.images.predicted")).isEqualTo(5);
      assertThat(count("sightline.images.dead.lettered")).isEqualTo(1);
    }
  }

  @Nested
  class WhenTheModelAnswersNoDistribution {
    @Test
    void eachSuchImageIsADeadLetterThatNamesTheVersionAndTheAnswer() {
      champion.promote(FakeModel.answering(4, Float.NaN, 0.5f, 0.5f), () -> {});
      images.pipeInput("x", image("x", 0));

      TestRecord<String, byte[]> dead = deadLetters.readRecord();
      assertThat(header(dead, DeadLetterHeaders.REASON)).isEqualTo("MODEL_ANSWER");
      assertThat(header(dead, DeadLetterHeaders.MESSAGE))
          .isEqualTo("fake 4 answered NaN for class 0, expected a number from 0 to 1");
      assertThat(predictions.isEmpty()).isTrue();
    }

    @Test
    void healthSaysSoWhenNoAnswerCanBeUsedUntilOneCan() {
      champion.promote(FakeModel.answering(4, 1f, 1f, 1f), () -> {});
      for (int i = 0; i < 100; i++) {
        assertThat(answers.health().healthy()).isTrue();
        images.pipeInput("x", image("x", 0));
      }
      assertThat(answers.health().healthy()).isFalse();
      assertThat(answers.health().reason()).contains("fake 4", "sum to 3.0000");

      champion.promote(new FakeModel(5), () -> {});
      images.pipeInput("x", image("x", 0));
      assertThat(answers.health().healthy()).isTrue();
    }
  }

  @Nested
  class WhenARecordDoesNotFitItsTopic {
    @BeforeEach
    void promote() {
      champion.promote(new FakeModel(7), () -> {});
    }

    private void limit(Topic<?> topic, long maxBytes) {
      TopicSettings d = TopicSettings.DEFAULT;
      settings.put(
          topic.name(),
          new TopicSettings(
              maxBytes,
              d.cleanupPolicies(),
              d.retentionMs(),
              d.retentionBytes(),
              d.behindMs(),
              d.aheadMs()));
    }

    private ProducerRecord<byte[], byte[]> refused(Topic<?> topic, String key) {
      return new ProducerRecord<>(topic.name(), key.getBytes(StandardCharsets.UTF_8), new byte[9]);
    }

    private void refuse(Topic<?> topic, String key, Exception why) {
      RefusalHandler handler = new RefusalHandler();
      handler.configure(Map.of(RefusalHandler.REFUSALS, refusals));
      ErrorHandlerContext nothingKnown =
          (ErrorHandlerContext)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {ErrorHandlerContext.class},
                  (proxy, method, arguments) -> null);
      handler.handleError(nothingKnown, refused(topic, key), why);
    }

    @Test
    void aDeadLetterKeepsItsFirstBytesItsReasonAndItsCoordinates() {
      limit(Topics.DEAD_LETTERS, 1_048_588);
      byte[] large = new byte[2_000_000];
      rawImages.pipeInput("k".getBytes(StandardCharsets.UTF_8), large);

      TestRecord<String, byte[]> dead = deadLetters.readRecord();
      assertThat(dead.value()).isEqualTo(new byte[64 * 1024]);
      assertThat(dead.key()).isEqualTo("k");
      assertThat(header(dead, DeadLetterHeaders.VALUE_BYTES)).isEqualTo("2000000");
      assertThat(header(dead, DeadLetterHeaders.REASON)).isEqualTo("UNREADABLE_EVENT");
      assertThat(header(dead, DeadLetterHeaders.OFFSET)).isEqualTo("0");
    }

    @Test
    void theSmallestLimitTakesADeadLetterOfTheLargestKeyValueHeadersAndMessage() {
      limit(Topics.DEAD_LETTERS, 16 * 1024);
      TestRecord<byte[], byte[]> large =
          new TestRecord<>(new byte[500_000], "€".repeat(200_000).getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 1000; i++) {
        large.headers().add("header-" + i, new byte[500]);
      }
      rawImages.pipeInput(large);

      var dead = deadLetters.readRecord();
      assertThat(
              RecordSize.of(
                  dead.key().getBytes(StandardCharsets.UTF_8), dead.value(), dead.headers()))
          .isLessThanOrEqualTo(16 * 1024);
      assertThat(header(dead, DeadLetterHeaders.KEY_BYTES)).isEqualTo("500000");
      assertThat(header(dead, CopiedHeaders.LEFT_OUT)).isEqualTo("993");
    }

    @Test
    void aPredictionTakesOverSomeHeadersAndCountsTheOthers() {
      TestRecord<String, ImageEvent> record = new TestRecord<>("x", image("x", 0));
      record.headers().add("trace", new byte[100]).add("huge", new byte[1_048_472]);
      record.headers().add("tenant", new byte[100]);
      images.pipeInput(record);

      var prediction = predictions.readRecord();
      assertThat(prediction.headers())
          .extracting(Header::key)
          .containsExactly("trace", "tenant", CopiedHeaders.LEFT_OUT);
      assertThat(prediction.headers().lastHeader(CopiedHeaders.LEFT_OUT).value())
          .isEqualTo("1".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aPredictionThatDoesNotFitIsADeadLetter() {
      limit(Topics.PREDICTIONS, 100);
      images.pipeInput("x", image("x", 0));

      var dead = deadLetters.readRecord();
      assertThat(header(dead, DeadLetterHeaders.REASON)).isEqualTo("TOO_LARGE");
      assertThat(header(dead, DeadLetterHeaders.MESSAGE)).contains("predictions takes at most 100");
    }

    @Test
    void aPredictionThatWasRefusedIsADeadLetterWhenItComesAgainAndOnlyThen() {
      refuse(Topics.PREDICTIONS, "x", new InvalidRecordException("not this one"));
      images.pipeInput("y", image("y", 0));
      images.pipeInput("x", image("x", 0));
      images.pipeInput("x", image("x", 0));

      var dead = deadLetters.readRecord();
      assertThat(dead.key()).isEqualTo("x");
      assertThat(header(dead, DeadLetterHeaders.REASON)).isEqualTo("REFUSED");
      assertThat(header(dead, DeadLetterHeaders.MESSAGE)).contains("not this one");
      assertThat(predictions.readKeyValuesToList()).hasSize(2);
    }

    @Test
    void aDeadLetterThatWasRefusedIsShortenedAndTimelyWhenItComesAgain() {
      refuse(Topics.DEAD_LETTERS, "k", new InvalidTimestampException("of another century"));
      rawImages.pipeInput("k".getBytes(StandardCharsets.UTF_8), new byte[100_000], 17);

      var dead = deadLetters.readRecord();
      assertThat(dead.value()).hasSize(64 * 1024);
      assertThat(dead.timestamp()).isEqualTo(SCORED_AT.toEpochMilli());
      assertThat(header(dead, DeadLetterHeaders.TIMESTAMP)).isEqualTo("17");
    }
  }

  private static String header(TestRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Nested
  class WhenTheChampionChanges {
    @Test
    void imagesFromThenOnCarryTheNewVersion() {
      champion.promote(new FakeModel(1), () -> {});
      images.pipeInput("x", image("x", 0));
      champion.promote(new FakeModel(2), () -> {});
      images.pipeInput("y", image("y", 0));

      assertThat(predictions.readValuesToList())
          .extracting(Prediction::getModelVersion)
          .containsExactly(1, 2);
    }
  }
}
