package dev.sightline.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroSerde;
import dev.sightline.trainer.data.EncodedExample;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration TENTH = Duration.ofMillis(100);

  private final SchemaRegistry registry =
      SchemaRegistries.of(Map.of("schema.registry.url", "mock://replay"));
  private final AvroSerde<ImageEvent> images =
      new AvroSerde<>(ImageEvent.class, registry, Map.of());
  private final AvroSerde<Label> labels = new AvroSerde<>(Label.class, registry, Map.of());
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final VirtualPace pace = new VirtualPace();

  /** Time passes only while somebody waits for it. */
  private static final class VirtualPace implements Pace {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public void await(Instant due) {
      now = due.isAfter(now) ? due : now;
    }
  }

  @Test
  void imagesGoAtTheRateAndLabelsBehindThem() throws Exception {
    Replay.Published published = replay(Duration.ofMillis(250)).run(images(4));

    assertThat(published).isEqualTo(new Replay.Published(4, 4));
    assertThat(producer.history())
        .extracting(record -> at(record) + " " + record.topic() + " " + record.key())
        .containsExactly(
            "0 images run-000000",
            "100 images run-000001",
            "200 images run-000002",
            "250 labels run-000000",
            "300 images run-000003",
            "350 labels run-000001",
            "450 labels run-000002",
            "550 labels run-000003");
  }

  @Test
  void anEventHoldsTheFileAndWhenItWasTaken() throws Exception {
    replay(Duration.ofSeconds(1)).run(images(1));

    ProducerRecord<String, byte[]> image = producer.history().get(0);
    assertThat(images.deserializer().deserialize("images", image.value()))
        .isEqualTo(
            ImageEvent.newBuilder()
                .setId("run-000000")
                .setContent(ByteBuffer.wrap(new byte[] {0, 1, 2}))
                .setEncoding(ImageEncoding.ENCODED)
                .setCapturedAt(START)
                .setSource("test/even/0")
                .build());
    assertThat(image.timestamp()).isEqualTo(START.toEpochMilli());
  }

  @Test
  void aLabelTellsTheTruthAndWhenItBecameKnown() throws Exception {
    replay(Duration.ofSeconds(1)).run(images(1));

    ProducerRecord<String, byte[]> label = producer.history().get(1);
    assertThat(labels.deserializer().deserialize("labels", label.value()))
        .isEqualTo(
            Label.newBuilder()
                .setId("run-000000")
                .setLabel("even")
                .setLabelledAt(START.plusSeconds(1))
                .setOrigin("replay")
                .build());
  }

  @Nested
  class WhenItFallsBehind {
    @Test
    void itCatchesUpAndSaysWhenImagesWereReallyTaken() throws Exception {
      List<EncodedExample> slowFirst = new ArrayList<>();
      images(3).forEachRemaining(slowFirst::add);
      Iterator<EncodedExample> source = slowFirst.iterator();
      Iterator<EncodedExample> stalling =
          new Iterator<>() {
            @Override
            public boolean hasNext() {
              return source.hasNext();
            }

            @Override
            public EncodedExample next() {
              if (producer.history().isEmpty()) {
                pace.await(START.plusMillis(150));
              }
              return source.next();
            }
          };

      replay(Duration.ofSeconds(1)).run(stalling);

      assertThat(producer.history().subList(0, 3))
          .extracting(record -> at(record))
          .containsExactly(150L, 150L, 200L);
    }
  }

  @Nested
  class WhenARecordIsNotWritten {
    @Test
    void theReplayEndsWithTheReason() {
      producer.sendException = new KafkaException("disk full");

      assertThatThrownBy(() -> replay(TENTH).run(images(3)))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("disk full");
    }

    @Test
    void aLateReasonIsNotLost() {
      MockProducer<String, byte[]> slow =
          new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
      ImagePublisher publisher = new ImagePublisher(slow, images.serializer(), labels.serializer());
      publisher.label("run-000000", "even", START);
      slow.errorNext(new KafkaException("not enough replicas"));

      assertThatThrownBy(publisher::flush)
          .isInstanceOf(KafkaException.class)
          .hasMessage("a record was not published: not enough replicas");
    }
  }

  @Nested
  class WhenAnImageIsTooLargeForItsTopic {
    @Test
    void itIsNamedAndTheOthersAndTheirLabelsGoOn() throws Exception {
      MockProducer<String, byte[]> refusing =
          new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized Future<RecordMetadata> send(
                ProducerRecord<String, byte[]> record, Callback callback) {
              Future<RecordMetadata> sent = super.send(record, callback);
              if (record.key().equals("run-000001")) {
                errorNext(new RecordTooLargeException("2000000 bytes"));
              } else {
                completeNext();
              }
              return sent;
            }
          };
      ImagePublisher publisher =
          new ImagePublisher(refusing, images.serializer(), labels.serializer());
      Replay replay = new Replay(publisher, pace, "run", TENTH, TENTH);

      assertThat(replay.run(images(3))).isEqualTo(new Replay.Published(2, 2));
      assertThat(replay.tooLarge()).containsExactly("test/even/1");
    }
  }

  private Replay replay(Duration labelDelay) {
    ImagePublisher publisher =
        new ImagePublisher(producer, images.serializer(), labels.serializer());
    return new Replay(publisher, pace, "run", TENTH, labelDelay);
  }

  private static long at(ProducerRecord<?, ?> record) {
    return record.timestamp() - START.toEpochMilli();
  }

  private static Iterator<EncodedExample> images(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            index ->
                new EncodedExample(
                    "test/even/" + index, index % 2 == 0 ? "even" : "odd", new byte[] {0, 1, 2}))
        .iterator();
  }
}
