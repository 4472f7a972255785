package dev.sightline.dashboard.labelling;

import dev.sightline.schemas.Label;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroSerializer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes labels to their topic, each acknowledged by all replicas. Safe for many threads. */
public final class LabelWriter implements LabelSink {
  private static final int GIVE_UP_MS = 10_000;

  private final Producer<String, Label> producer;

  public LabelWriter(Map<String, ?> config, SchemaRegistry registry) {
    Map<String, Object> settings = new HashMap<>(config);
    settings.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, GIVE_UP_MS);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, GIVE_UP_MS / 2);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, GIVE_UP_MS);
    this.producer =
        new KafkaProducer<>(
            settings,
            new StringSerializer(),
            new AvroSerializer<>(Label.class, registry, settings));
  }

  @Override
  public void write(Label label) {
    try {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.LABELS.name(),
                  null,
                  label.getLabelledAt().toEpochMilli(),
                  label.getId(),
                  label))
          .get();
    } catch (ExecutionException failure) {
      throw new KafkaException(failure.getCause().getMessage(), failure);
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofMillis(GIVE_UP_MS));
  }
}
