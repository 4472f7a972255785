package dev.sightline.topology.webhook;

import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.UnreadableRecordException;
import dev.sightline.topology.webhook.WebhookMeters.Outcome;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What brings an application's alerts from the topic to the {@link Outbox}, and commits how far
 * they are settled. A partition of which nothing was ever committed begins with the {@linkplain
 * StandingAlarms alarms that stand}. For one thread.
 */
final class AlertReader implements ConsumerRebalanceListener {
  private static final Logger LOG = LoggerFactory.getLogger(AlertReader.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration COMMIT_WITHIN = Duration.ofSeconds(5);

  private final Consumer<String, byte[]> consumer;
  private final String application;
  private final AvroDeserializer<DriftAlert> values;
  private final WebhookFormat format;
  private final Outbox outbox;
  private final WebhookMeters meters;
  private final Map<TopicPartition, StandingAlarms> firstReads = new HashMap<>();
  private final Map<TopicPartition, Long> committed = new HashMap<>();

  /**
   * @param consumer of committed records, which commits nothing by itself
   * @param application whose alerts are posted; those of others are passed over
   */
  AlertReader(
      Consumer<String, byte[]> consumer,
      String application,
      AvroDeserializer<DriftAlert> values,
      WebhookFormat format,
      Outbox outbox,
      WebhookMeters meters) {
    this.consumer = consumer;
    this.application = application;
    this.values = values;
    this.format = format;
    this.outbox = outbox;
    this.meters = meters;
  }

  /** Joins the group. */
  void subscribe() {
    consumer.subscribe(List.of(Topics.DRIFT_ALERTS.name()), this);
  }

  /**
   * Reads what has come, as long as there is room for it, makes an attempt if one is due, and
   * commits.
   *
   * @throws dev.sightline.schemas.registry.SchemaRegistryException when the registry gives no
   *     answer; what was read and is not settled must be read again
   * @throws InterruptedException when interrupted
   */
  void turn() throws InterruptedException {
    if (outbox.isFull()) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.paused());
    }
    consumer.poll(outbox.untilDue(POLL)).forEach(this::take);
    List.copyOf(firstReads.keySet()).forEach(this::endFirstRead);
    outbox.step();
    commit();
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    StandingAlarms standing = firstReads.get(partition);
    boolean isOld = standing != null && record.offset() < standing.end();
    if (!isOld) {
      endFirstRead(partition);
    }
    try {
      DriftAlert alert = values.deserialize(record.topic(), record.value());
      boolean isOurs = alert != null && alert.getApplication().equals(application);
      if (isOurs && !isOld) {
        outbox.add(parcel(partition, record.offset(), alert));
      } else if (isOurs && alert.getState() == AlertState.RAISED) {
        standing.raised(record.key(), parcel(partition, record.offset(), alert));
      } else if (isOld) {
        standing.cleared(record.key());
      }
    } catch (UnreadableRecordException unreadable) {
      meters.settled(Outcome.UNREADABLE);
      LOG.warn(
          "{} at offset {} can't be read, and is not posted: {}",
          partition,
          record.offset(),
          unreadable.getMessage());
    }
    if (!isOld) {
      outbox.haveRead(partition, record.offset() + 1);
    }
  }

  private Parcel parcel(TopicPartition partition, long offset, DriftAlert alert) {
    // an offset alone would come again where the topic is made anew
    String id = "%s-%d-%d".formatted(partition, offset, alert.getChangedAt().toEpochMilli());
    return new Parcel(partition, offset, id, format.body(id, alert));
  }

  private void endFirstRead(TopicPartition partition) {
    StandingAlarms standing = firstReads.get(partition);
    if (standing != null && consumer.position(partition) >= standing.end()) {
      firstReads.remove(partition);
      standing.inOrder().forEach(outbox::add);
      outbox.haveRead(partition, standing.end());
      LOG.info(
          "the webhook begins at offset {} of {}, with the {} alarms that stand there",
          standing.end(),
          partition,
          standing.inOrder().size());
    }
  }

  private void commit() {
    Map<TopicPartition, OffsetAndMetadata> settled = new HashMap<>();
    outbox
        .settled()
        .forEach(
            (partition, offset) -> {
              if (!offset.equals(committed.get(partition))) {
                settled.put(partition, new OffsetAndMetadata(offset));
              }
            });
    if (settled.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(settled, COMMIT_WITHIN);
      settled.forEach((partition, upTo) -> committed.put(partition, upTo.offset()));
    } catch (RetriableException | CommitFailedException | RebalanceInProgressException later) {
      LOG.debug("not committed now", later);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(assigned));
    Set<TopicPartition> fresh = new HashSet<>(assigned);
    fresh.removeIf(partition -> known.get(partition) != null);
    if (!fresh.isEmpty()) {
      consumer.seekToBeginning(fresh);
      consumer
          .endOffsets(fresh)
          .forEach((partition, end) -> firstReads.put(partition, new StandingAlarms(end)));
    }
  }

  /** What was settled is committed; another worker goes on there. */
  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    commit();
    onPartitionsLost(revoked);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> lost) {
    outbox.forget(lost);
    firstReads.keySet().removeAll(lost);
    committed.keySet().removeAll(lost);
  }
}
