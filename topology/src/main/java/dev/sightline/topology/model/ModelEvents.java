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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says on {@code model-events}, and in the log, what becomes of model versions on this worker. Safe
 * for use by many threads; nobody waits for the broker, and an event that can't be written is
 * logged.
 */
public final class ModelEvents implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelEvents.class);

  private final String worker;
  private final String device;
  private final Clock clock;
  private final KafkaProducer<String, ModelEvent> producer;

  public ModelEvents(
      String worker,
      String device,
      Map<String, ?> clientConfig,
      SchemaRegistry registry,
      Clock clock) {
    this.worker = worker;
    this.device = device;
    this.clock = clock;
    Map<String, Object> config = new HashMap<>(clientConfig);
    config.put(ProducerConfig.CLIENT_ID_CONFIG, worker + "-model-events");
    this.producer =
        new KafkaProducer<>(
            config,
            new StringSerializer(),
            new AvroSerializer<>(ModelEvent.class, registry, clientConfig));
  }

  /** A step succeeded. */
  void say(String name, int version, ModelState state, Precision precision, Duration took) {
    LOG.info("{} {} {} after {} ms ({})", name, version, state, took.toMillis(), precision);
    send(
        event(name, version, state)
            .setSettings(precision.toString())
            .setDurationMs(took.toMillis())
            .build());
  }

  /** A version will not serve. */
  void rejected(String name, int version, String reason) {
    LOG.error("{} {} is rejected, the champion serves on: {}", name, version, reason);
    send(event(name, version, ModelState.REJECTED).setReason(reason).build());
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
    String key = worker + "/" + event.getName() + "/" + event.getVersion();
    producer.send(
        new ProducerRecord<>(Topics.MODEL_EVENTS.name(), key, event),
        (metadata, failure) -> {
          if (failure != null) {
            LOG.error("can't write to {}: {}", Topics.MODEL_EVENTS.name(), failure.toString());
          }
        });
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
