package dev.sightline.topology.webhook;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What is counted of the webhook: {@code sightline.webhook.alerts{outcome}} by {@link Outcome},
 * {@code sightline.webhook.attempts{outcome}} by {@link Attempt}, and as gauges what waits and for
 * how long nothing, or not all, was taken.
 */
final class WebhookMeters {
  private final MeterRegistry meters;

  /** What became of an alert. */
  enum Outcome {
    /** The receiver has it. */
    DELIVERED,
    /** The receiver refused it while it took others. */
    GIVEN_UP,
    /** A record that can't be read. */
    UNREADABLE
  }

  /** What became of a request. */
  enum Attempt {
    /** Answered with a status from 200 to 299. */
    TAKEN,
    /** Answered with what says that this alert is not wanted. */
    REFUSED,
    /** Not answered, or with what says that none can be taken now. */
    FAILED
  }

  WebhookMeters(MeterRegistry meters) {
    this.meters = meters;
    for (Outcome outcome : Outcome.values()) {
      counter("alerts", outcome);
    }
    for (Attempt attempt : Attempt.values()) {
      counter("attempts", attempt);
    }
  }

  private Counter counter(String what, Enum<?> outcome) {
    return meters.counter(
        "sightline.webhook." + what, "outcome", outcome.name().toLowerCase(Locale.ROOT));
  }

  /** Shows what is waited for. */
  void show(Webhook webhook) {
    gauge("waiting", "Alerts that were read and not yet taken", webhook, Webhook::waiting);
    gauge(
        "failing.seconds",
        "Time since the webhook began to fail, 0 while it does not",
        webhook,
        Webhook::failingSeconds);
  }

  private void gauge(String name, String what, Webhook webhook, ToDoubleFunction<Webhook> value) {
    Gauge.builder("sightline.webhook." + name, webhook, value).description(what).register(meters);
  }

  void settled(Outcome outcome) {
    counter("alerts", outcome).increment();
  }

  void attempted(Answer answer) {
    Attempt attempt =
        answer instanceof Answer.Taken
            ? Attempt.TAKEN
            : answer instanceof Answer.Refused ? Attempt.REFUSED : Attempt.FAILED;
    counter("attempts", attempt).increment();
  }
}
