package dev.sightline.topology.streams;

import dev.sightline.schemas.Topic;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.registry.SchemaRegistryException;
import dev.sightline.schemas.serde.AvroSerializer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registration of the schemas that an application writes, before it consumes anything: once
 * their ids are known, what it writes needs no registry. Waits as long as the registry is away. For
 * one thread, but for {@link #missing()}.
 */
public final class Registration {
  private static final Logger LOG = LoggerFactory.getLogger(Registration.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final List<Topic<? extends SpecificRecord>> written;
  private final SchemaRegistry registry;
  private final Map<String, ?> config;
  private final Clock clock;
  private volatile Instant since;
  private volatile String failure;

  /**
   * @param written the topics
   * @param config Confluent's serde keys
   */
  public Registration(
      List<Topic<? extends SpecificRecord>> written,
      SchemaRegistry registry,
      Map<String, ?> config,
      Clock clock) {
    this.written = List.copyOf(written);
    this.registry = registry;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Registers all, or looks all up; returns when it is done.
   *
   * @throws InterruptedException when it is not to wait any longer
   */
  public void complete() throws InterruptedException {
    since = clock.instant();
    for (Topic<? extends SpecificRecord> topic : written) {
      complete(topic);
    }
    since = null;
  }

  private void complete(Topic<? extends SpecificRecord> topic) throws InterruptedException {
    while (true) {
      try {
        new AvroSerializer<>(topic.valueType(), registry, config).prepare(topic.name());
        failure = null;
        return;
      } catch (InterruptException closing) {
        throw new InterruptedException("interrupted while it asked the registry");
      } catch (SchemaRegistryException e) {
        if (failure == null) {
          LOG.warn("waits for the schema registry: {}", e.getMessage());
        }
        failure = e.getMessage();
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  /** What it waits for since when; empty when it does not. */
  public Optional<String> missing() {
    Instant from = since;
    if (from == null) {
      return Optional.empty();
    }
    String why = failure;
    return Optional.of(
        "waits for the schema registry since %s%s"
            .formatted(ThreadSigns.seconds(from), why == null ? "" : ": " + why));
  }
}
