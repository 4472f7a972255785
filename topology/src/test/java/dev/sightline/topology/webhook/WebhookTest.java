package dev.sightline.topology.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.sightline.fixtures.InMemoryRegistry;
import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.serde.AvroSerializer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookTest {
  private static final String OURS = "sightline-metrics";
  private static final TopicPartition PARTITION = new TopicPartition(Topics.DRIFT_ALERTS.name(), 0);

  private final InMemoryRegistry registry = new InMemoryRegistry();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> posted = new CopyOnWriteArrayList<>();
  private final AtomicInteger status = new AtomicInteger(204);
  private final AtomicInteger refusals = new AtomicInteger();
  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private HttpServer server;
  private Webhook webhook;

  @BeforeEach
  void begin() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          posted.add(new String(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    server.start();
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.updateEndOffsets(Map.of(PARTITION, 1L));
    consumer.schedulePollTask(
        () -> {
          consumer.rebalance(Set.of(PARTITION));
          consumer.addRecord(
              new ConsumerRecord<>(
                  PARTITION.topic(),
                  PARTITION.partition(),
                  0,
                  "cifar10/3/recall/" + OURS,
                  new AvroSerializer<>(DriftAlert.class, registry, Map.of())
                      .serialize(PARTITION.topic(), SomeAlert.of(OURS, "cat", AlertState.RAISED))));
        });
    webhook =
        new Webhook(
            this::join,
            OURS,
            new WebhookSettings(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hush"),
                WebhookFormat.SLACK,
                Optional.empty(),
                Duration.ofSeconds(30),
                Duration.ofSeconds(1)),
            registry,
            meters);
  }

  private Consumer<String, byte[]> join() {
    if (refusals.getAndDecrement() > 0) {
      throw GroupAuthorizationException.forGroupId("sightline-webhook");
    }
    return consumer;
  }

  @AfterEach
  void stop() throws Exception {
    webhook.close();
    server.stop(0);
  }

  @Test
  void anAlertIsPostedAndTheWorkerSaysThatAllIsWell() {
    webhook.start();

    await().untilAsserted(() -> assertThat(posted).hasSize(1));
    assertThat(posted.get(0)).startsWith("{\"text\":\"Alarm raised on cifar10 version 3: ");
    await().until(() -> waiting() == 0);
    assertThat(webhook.ready().healthy()).isTrue();
    assertThat(webhook.ready().reason()).isEqualTo("the webhook gets on");
    assertThat(failingSeconds()).isZero();
  }

  @Test
  void whatIsTheMatterIsSaidWhileTheWorkerStaysReady() {
    status.set(503);
    webhook.start();

    await().until(() -> webhook.ready().reason().contains("503"));
    assertThat(webhook.ready().healthy()).isTrue();
    assertThat(webhook.ready().reason())
        .matches("the webhook does not get on: 1 alert waits since \\S+Z: 127.0.0.1 answers 503");
    assertThat(waiting()).isEqualTo(1);
    await().until(() -> failingSeconds() > 0);

    status.set(204);
    await().until(() -> waiting() == 0);
    assertThat(webhook.ready().reason()).isEqualTo("the webhook gets on");
  }

  @Test
  void oneThatMayNotReadSaysSoAndGoesOnWhenItMay() {
    refusals.set(2);
    webhook.start();

    await().until(() -> webhook.ready().reason().contains("sightline-webhook"));
    assertThat(webhook.ready().healthy()).isTrue();
    assertThat(webhook.ready().reason())
        .contains("the webhook does not get on: drift-alerts can't be read since ");

    await().untilAsserted(() -> assertThat(posted).hasSize(1));
    await().until(() -> failingSeconds() == 0);
  }

  @Test
  void oneThatWasNotStartedCloses() throws Exception {
    webhook.close();

    assertThat(webhook.failure()).isEmpty();
  }

  private double waiting() {
    return meters.get("sightline.webhook.waiting").gauge().value();
  }

  private double failingSeconds() {
    return meters.get("sightline.webhook.failing.seconds").gauge().value();
  }
}
