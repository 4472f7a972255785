package dev.sightline.topology;

import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.topology.http.Health;
import dev.sightline.topology.settings.WorkerConfig;
import dev.sightline.topology.settings.WorkerConfig.Role;
import dev.sightline.topology.webhook.Webhook;
import dev.sightline.topology.webhook.WebhookSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;

/** What posts the alarms of the role {@code metrics}, where a webhook is set. */
final class WebhookPart implements Part {
  private final Webhook webhook;

  WebhookPart(
      WorkerConfig config,
      WebhookSettings settings,
      SchemaRegistry registry,
      MeterRegistry meters) {
    this.webhook =
        new Webhook(
            () ->
                new KafkaConsumer<>(
                    config.webhookConsumer(),
                    new StringDeserializer(),
                    new ByteArrayDeserializer()),
            config.streamsConfig(Role.METRICS).get(StreamsConfig.APPLICATION_ID_CONFIG).toString(),
            settings,
            registry,
            meters);
  }

  @Override
  public void start() {
    webhook.start();
  }

  /** Healthy unless the JVM fails it: a receiver that is away is nothing that a restart mends. */
  @Override
  public Health live() {
    return failure()
        .map(cause -> Health.unhealthy("the webhook ended: " + cause))
        .orElseGet(webhook::ready);
  }

  @Override
  public Health ready() {
    return live();
  }

  @Override
  public Optional<Throwable> failure() {
    return webhook.failure();
  }

  /** Also before a start. */
  @Override
  public void close() {
    try {
      webhook.close();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
