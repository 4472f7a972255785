package dev.sightline.topology.webhook;

import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Refused;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.topology.http.Health;
import dev.sightline.topology.time.SteadyClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts an application's alerts, in a thread of its own. What fails around it (receiver, broker,
 * registry, rights) is tried again, for ever; only an {@link Error} ends it.
 */
public final class Webhook implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
  private static final Duration LEAVE_WITHIN = Duration.ofSeconds(2);

  private final Supplier<Consumer<String, byte[]>> consumers;
  private final String application;
  private final WebhookSettings settings;
  private final SchemaRegistry registry;
  private final WebhookMeters meters;
  private final Clock clock = new SteadyClock(Clock.systemUTC());
  private final Pauses pauses;
  private final Outbox outbox;
  private final Thread thread = new Thread(this::run, "webhook");
  private volatile Optional<Unread> unread = Optional.empty();
  private volatile boolean closed;
  private volatile Throwable failure;

  /** Why alerts can't be read, and since when. */
  private record Unread(String reason, Instant since) {
    String text() {
      return "%s can't be read since %s: %s"
          .formatted(Topics.DRIFT_ALERTS.name(), since.truncatedTo(ChronoUnit.SECONDS), reason);
    }
  }

  /**
   * @param consumers make those of the group that the application's workers share
   * @param application whose alerts are posted
   */
  public Webhook(
      Supplier<Consumer<String, byte[]>> consumers,
      String application,
      WebhookSettings settings,
      SchemaRegistry registry,
      MeterRegistry meters) {
    this.consumers = consumers;
    this.application = application;
    this.settings = settings;
    this.registry = registry;
    this.meters = new WebhookMeters(meters);
    this.pauses = new Pauses(settings.longestPause(), new Random());
    this.outbox =
        new Outbox(
            new HttpReceiver(settings, Clock.systemUTC()), this.pauses, this.meters, this.clock);
    this.meters.show(this);
  }

  /** Begins to post. */
  public void start() {
    LOG.info("alerts of {} are posted as {}", application, settings);
    thread.start();
  }

  private void run() {
    int failures = 0;
    try {
      while (!closed) {
        try {
          follow();
        } catch (InterruptException closing) {
          throw closing;
        } catch (RuntimeException failed) {
          failures = unread.isPresent() ? failures + 1 : 1;
          cantRead(failed);
          Thread.sleep(pauses.after(failures).toMillis());
        }
      }
    } catch (InterruptException | InterruptedException closing) {
      if (!closed) {
        failure = closing;
      }
    } catch (Error e) {
      LOG.error("the webhook ends", e);
      failure = e;
    }
  }

  private void cantRead(RuntimeException failed) {
    String reason = Refused.inWords(failed, Part.WORKER);
    if (!unread.map(Unread::reason).equals(Optional.of(reason))) {
      LOG.warn("the webhook can't read {}: {}", Topics.DRIFT_ALERTS.name(), reason);
    }
    LOG.debug("the failure", failed);
    unread = Optional.of(new Unread(reason, unread.map(Unread::since).orElse(clock.instant())));
  }

  private void follow() throws InterruptedException {
    Consumer<String, byte[]> consumer = consumers.get();
    AlertReader reader =
        new AlertReader(
            consumer,
            application,
            new AvroDeserializer<>(DriftAlert.class, registry),
            settings.format(),
            outbox,
            meters);
    try {
      reader.subscribe();
      while (!closed) {
        reader.turn();
        unread = Optional.empty();
      }
    } finally {
      leave(consumer);
      outbox.clear();
    }
  }

  /** With the mark of an interrupt set, a consumer can't close in good order. */
  private static void leave(Consumer<?, ?> consumer) {
    boolean interrupted = Thread.interrupted();
    consumer.close(CloseOptions.timeout(LEAVE_WITHIN));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What ended it, if something did. */
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  /** Always healthy, as nobody waits for a receiver; the reason says what waits, and why. */
  public Health ready() {
    return Health.healthy(
        "the webhook "
            + unread
                .map(Unread::text)
                .or(() -> outbox.state().text())
                .map(text -> "does not get on: " + text)
                .orElse("gets on"));
  }

  /** Alerts that were read and are neither taken nor given up. */
  double waiting() {
    return outbox.state().waiting();
  }

  /** Time since it does not get on; 0 while it does. */
  double failingSeconds() {
    return Stream.concat(unread.map(Unread::since).stream(), outbox.state().since().stream())
        .mapToDouble(since -> Duration.between(since, clock.instant()).toMillis() / 1e3)
        .max()
        .orElse(0);
  }

  /** Stops: an attempt under way is broken off, and made again by whoever goes on. */
  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.interrupt();
    thread.join();
  }
}
