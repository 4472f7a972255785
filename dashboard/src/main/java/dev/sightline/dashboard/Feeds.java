package dev.sightline.dashboard;

import dev.sightline.dashboard.feed.Feed;
import dev.sightline.dashboard.feed.FeedConsumer;
import dev.sightline.dashboard.feed.LookBack;
import dev.sightline.dashboard.feed.ManifestFeed;
import dev.sightline.dashboard.feed.Taker;
import dev.sightline.dashboard.feed.TopicFeed;
import dev.sightline.dashboard.labelling.Answered;
import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.present.SeenPrediction;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Which topic is read from how far back, and what becomes of its records: on one screen. */
final class Feeds {
  private static final LookBack WINDOWS = new LookBack(Duration.ofDays(1), 200_000);
  private static final LookBack PREDICTIONS = new LookBack(Duration.ofHours(1), 50_000);
  private static final LookBack LABELS = new LookBack(Duration.ofHours(2), 50_000);
  private static final LookBack RELEASES = LookBack.ofRecords(10_000);
  private static final LookBack EVENTS = LookBack.ofRecords(10_000);
  private static final LookBack ALERTS = LookBack.ofRecords(10_000);
  private static final LookBack DEAD_LETTERS = new LookBack(Duration.ofDays(1), 500);

  private static final int FETCH_BYTES = 2 << 20;
  private static final int POLL_RECORDS = 500;

  private final Map<String, ?> config;
  private final SchemaRegistry registry;
  private final InstantSource clock;

  Feeds(Map<String, ?> config, SchemaRegistry registry, InstantSource clock) {
    this.config = config;
    this.registry = registry;
    this.clock = clock;
  }

  List<Feed> into(Present present, Answered answered) {
    return List.of(
        feed(
            Topics.METRICS,
            WINDOWS,
            (record, window) -> {
              if (window != null) {
                present.windows().add(window);
              }
            }),
        feed(
            Topics.PREDICTIONS,
            PREDICTIONS,
            (record, prediction) -> {
              if (prediction != null) {
                SeenPrediction seen =
                    present.predictions().add(prediction, record.timestamp(), record.partition());
                present.rates().add(seen, prediction.getBatchSize());
                answered.look(seen);
              }
            }),
        feed(
            Topics.LABELS,
            LABELS,
            (record, label) -> {
              if (label != null) {
                present.predictions().add(label).ifPresent(answered::look);
              }
            }),
        feed(Topics.MODEL_RELEASES, RELEASES, present.releases()::add),
        feed(
            Topics.MODEL_EVENTS,
            EVENTS,
            (record, event) -> {
              if (event != null) {
                present.workers().add(event);
              }
            }),
        feed(
            Topics.DRIFT_ALERTS,
            ALERTS,
            (record, alert) -> {
              if (alert != null) {
                present.alerts().add(alert);
              }
            }),
        new TopicFeed<>(
            Topics.DEAD_LETTERS.name(),
            DEAD_LETTERS,
            () -> FeedConsumer.open(config, FETCH_BYTES, POLL_RECORDS),
            bytes -> bytes,
            (record, bytes) -> present.deadLetters().add(record),
            clock),
        new ManifestFeed(config, registry, present.versions(), clock));
  }

  private <T extends SpecificRecord> Feed feed(Topic<T> topic, LookBack lookBack, Taker<T> taker) {
    AvroDeserializer<T> deserializer = new AvroDeserializer<>(topic.valueType(), registry);
    return new TopicFeed<>(
        topic.name(),
        lookBack,
        () -> FeedConsumer.open(config, FETCH_BYTES, POLL_RECORDS),
        bytes -> deserializer.deserialize(topic.name(), bytes),
        taker,
        clock);
  }
}
