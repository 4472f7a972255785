package dev.sightline.topology.model;

import dev.sightline.inference.session.Precision;
import dev.sightline.schemas.ModelEvent;
import dev.sightline.schemas.ModelState;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroSerializer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says on {@code model-events}, and in the log, what becomes of model versions on this worker. Safe
 * for use by many threads. Nobody waits for broker or registry: a thread of its own writes what is
 * said, in order. An event that can't be written is logged and counted, and nobody's failure.
 */
public final class ModelEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelEvents.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(2);
  private static final int WAITING_AT_MOST = 1000;

  private final String worker;
  private final String device;
  private final Clock clock;
  private final Producer<String, ModelEvent> producer;
  private final AtomicLong lost = new AtomicLong();
  private final ExecutorService writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING_AT_MOST),
          task -> {
            Thread thread = new Thread(task, "model-events");
            thread.setDaemon(true);
            return thread;
          });

  public ModelEvents(
      String worker,
      String device,
      Map<String, ?> clientConfig,
      SchemaRegistry registry,
      Clock clock) {
    this(worker, device, producer(worker, clientConfig, registry), clock);
  }

  /**
   * @param producer is closed with this
   */
  ModelEvents(String worker, String device, Producer<String, ModelEvent> producer, Clock clock) {
    this.worker = worker;
    this.device = device;
    this.producer = producer;
    this.clock = clock;
  }

  private static Producer<String, ModelEvent> producer(
      String worker, Map<String, ?> clientConfig, SchemaRegistry registry) {
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, worker + "-model-events");
    return new KafkaProducer<>(
        config,
        new StringSerializer(),
        new AvroSerializer<>(ModelEvent.class, registry, clientConfig));
  }

  /** A step succeeded. */
  void say(String name, int version, ModelState state, Precision precision, Duration took) {
    say(name, version, state, precision, took, Optional.empty());
  }

  /**
   * A version serves.
   *
   * @param insteadOf of which champion and why, where it is a former one
   */
  void serving(
      String name, int version, Precision precision, Duration took, Optional<String> insteadOf) {
    say(name, version, ModelState.SERVING, precision, took, insteadOf);
  }

  private void say(
      String name,
      int version,
      ModelState state,
      Precision precision,
      Duration took,
      Optional<String> reason) {
    LOG.info(
        "{} {} {} after {} ms ({}){}",
        name,
        version,
        state,
        took.toMillis(),
        precision,
        reason.map(text -> " " + text).orElse(""));
    send(
        event(name, version, state)
            .setReason(reason.orElse(null))
            .setSettings(precision.toString())
            .setDurationMs(took.toMillis())
            .build());
  }

  /** A version will not serve. */
  void rejected(String name, int version, String reason) {
    send(event(name, version, ModelState.REJECTED).setReason(reason).build());
  }

  /** Events so far that were not written. */
  public long lost() {
    return lost.get();
  }

  private ModelEvent.Builder event(String name, int version, ModelState state) {
    return ModelEvent.newBuilder()
        .setWorker(worker)
        .setName(name)
        .setVersion(version)
        .setState(state)
        .setDevice(device)
        .setAt(clock.instant());
  }

  private void send(ModelEvent event) {
    try {
      writer.execute(() -> write(event));
    } catch (RejectedExecutionException fullOrClosed) {
      lose(event, "too many wait to be written, or the worker has closed");
    }
  }

  private void write(ModelEvent event) {
    String key = worker + "/" + event.getName() + "/" + event.getVersion();
    try {
      producer.send(
          new ProducerRecord<>(Topics.MODEL_EVENTS.name(), key, event),
          (metadata, failure) -> {
            if (failure != null) {
              lose(event, failure.toString());
            }
          });
    } catch (RuntimeException failure) {
      lose(event, failure.toString());
    }
  }

  private void lose(ModelEvent event, String reason) {
    lost.incrementAndGet();
    LOG.error(
        "can't write to {} that {} {} is {}: {}",
        Topics.MODEL_EVENTS.name(),
        event.getName(),
        event.getVersion(),
        event.getState(),
        reason);
  }

  /** Waits a while for what was said to be written. */
  @Override
  public void close() {
    writer.shutdown();
    boolean interrupted = Thread.interrupted();
    try {
      if (!writer.awaitTermination(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      interrupted = true;
      writer.shutdownNow();
    }
    producer.close(CLOSE_WAIT);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
