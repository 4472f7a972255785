package dev.sightline.dashboard.feed;

import dev.sightline.schemas.registry.SchemaRegistryException;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Refused;
import dev.sightline.schemas.serde.UnreadableRecordException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A topic that is read from its look back on, by a thread of its own, until it is closed. A
 * consumer that fails is replaced, and the next one goes on behind the last record taken in.
 */
public final class TopicFeed<V> implements Feed {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFeed.class);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration LOOK_AT_PARTITIONS = Duration.ofSeconds(30);

  private final Supplier<Consumer<String, byte[]>> consumers;
  private final Function<byte[], V> reading;
  private final Taker<V> taker;
  private final InstantSource clock;
  private final Places places;
  private final FeedThread thread;
  private volatile FeedState state;

  /**
   * @param reading gives the value of a record's bytes, or throws {@link UnreadableRecordException}
   * @param consumers open a consumer of no group
   */
  public TopicFeed(
      String topic,
      LookBack lookBack,
      Supplier<Consumer<String, byte[]>> consumers,
      Function<byte[], V> reading,
      Taker<V> taker,
      InstantSource clock) {
    this.consumers = consumers;
    this.reading = reading;
    this.taker = taker;
    this.clock = clock;
    this.places = new Places(topic, lookBack, clock);
    this.state = FeedState.of(topic);
    this.thread = new FeedThread("dashboard-" + topic, this::follow, this::wait);
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public FeedState state() {
    return state;
  }

  private void follow() throws InterruptedException {
    try (Consumer<String, byte[]> consumer = consumers.get()) {
      places.assign(consumer);
      long lookAgain = clock.millis() + LOOK_AT_PARTITIONS.toMillis();
      while (!Thread.currentThread().isInterrupted()) {
        takeAll(consumer, poll(consumer));
        if (!state.caughtUp() && places.reachedEnds(consumer)) {
          state = state.caughtUpNow();
        }
        if (clock.millis() >= lookAgain) {
          lookAgain = clock.millis() + LOOK_AT_PARTITIONS.toMillis();
          if (places.haveGrown(consumer)) {
            places.assign(consumer);
          }
        }
      }
    }
  }

  private static ConsumerRecords<String, byte[]> poll(Consumer<String, byte[]> consumer)
      throws InterruptedException {
    try {
      return consumer.poll(POLL);
    } catch (InterruptException interrupted) {
      throw closing(interrupted);
    }
  }

  private static InterruptedException closing(InterruptException interrupted) {
    Thread.interrupted(); // the exception has set it, and the consumer is closed in good order
    return new InterruptedException(interrupted.getMessage());
  }

  private void takeAll(Consumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records)
      throws InterruptedException {
    try {
      for (ConsumerRecord<String, byte[]> record : records) {
        take(record);
        places.taken(new TopicPartition(record.topic(), record.partition()), record.offset());
      }
      state = state.goesOn();
    } catch (InterruptException interrupted) {
      throw closing(interrupted);
    } catch (SchemaRegistryException away) {
      wait(away);
      places.seek(consumer);
      Thread.sleep(FeedThread.PAUSE.toMillis());
    }
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    try {
      taker.take(record, record.value() == null ? null : reading.apply(record.value()));
      state = state.takenOne();
    } catch (UnreadableRecordException | UnfitRecordException fault) {
      passOver(record, fault.getMessage());
    } catch (SchemaRegistryException | InterruptException notOfTheRecord) {
      throw notOfTheRecord;
    } catch (RuntimeException unexpected) {
      LOG.warn("at {} offset {}", record.topic(), record.offset(), unexpected);
      passOver(record, unexpected.toString());
    }
  }

  private void passOver(ConsumerRecord<?, ?> record, String why) {
    state =
        state.passedOver(
            "%s-%d at offset %d: %s"
                .formatted(record.topic(), record.partition(), record.offset(), why));
    LOG.debug("passed over {}", state.lastPassedOver());
  }

  private void wait(Exception why) {
    state = state.waiting(Refused.inWords(why, Part.DASHBOARD), clock.millis());
  }

  @Override
  public void close() {
    thread.close();
  }
}
