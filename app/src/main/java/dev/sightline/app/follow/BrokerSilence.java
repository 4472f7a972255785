package dev.sightline.app.follow;

import dev.sightline.app.console.Messages;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Tells whoever follows a topic that no broker answers, and that one does again. A consumer says
 * nothing of it: its polls are empty, as if nothing more were written. But brokers answer each
 * fetch after half a second, also where there is nothing new; so bytes that stay away mean a broker
 * that is away, halted or out of reach. For the thread that polls.
 */
final class BrokerSilence {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final int LEAST_POLLS = 6;
  private static final int FETCH_WAIT_MS = 500;

  /** So many answers may be missing in a row. */
  private static final int FETCHES = 3;

  private final DoubleSupplier bytesReceived;
  private final int polls;
  private final String brokers;
  private final Messages messages;
  private final InstantSource clock;
  private double lastBytes;
  private int silentPolls;
  private Instant since;

  /**
   * @param bytesReceived by the consumer from all brokers so far
   * @param polls in a row that may bring nothing at all
   * @param brokers where they are, for people
   */
  BrokerSilence(
      DoubleSupplier bytesReceived,
      int polls,
      String brokers,
      Messages messages,
      InstantSource clock) {
    this.bytesReceived = bytesReceived;
    this.polls = polls;
    this.brokers = brokers;
    this.messages = messages;
    this.clock = clock;
  }

  /**
   * That of a consumer which polls for half a second at a time: three seconds, or three fetches
   * where its settings make those longer.
   */
  static BrokerSilence of(
      Consumer<?, ?> consumer, Map<String, Object> config, String brokers, Messages messages) {
    long fetchMs =
        Long.parseLong(
            config
                .getOrDefault(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS)
                .toString()
                .strip());
    long most = Math.max(LEAST_POLLS, FETCHES * fetchMs / Follower.POLL.toMillis());
    return new BrokerSilence(
        () -> bytes(consumer),
        (int) Math.min(Integer.MAX_VALUE, most),
        brokers,
        messages,
        InstantSource.system());
  }

  private static double bytes(Consumer<?, ?> consumer) {
    return consumer.metrics().entrySet().stream()
        .filter(metric -> metric.getKey().name().equals("incoming-byte-total"))
        .filter(metric -> metric.getKey().tags().keySet().equals(Set.of("client-id")))
        .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
        .sum();
  }

  /**
   * A poll is over. One that brought records is a sign whatever came before: who takes long over
   * records polls late.
   */
  void polled(boolean empty) {
    double bytes = bytesReceived.getAsDouble();
    boolean sign = !empty || bytes != lastBytes;
    lastBytes = bytes;
    if (!sign) {
      silent();
    } else if (silentPolls > 0) {
      answered();
    }
  }

  private void silent() {
    if (silentPolls == 0) {
      since = clock.instant();
    }
    if (silentPolls++ == polls) {
      messages.trouble(
          "Since %s (UTC) no broker answers: waiting for %s"
              .formatted(CLOCK.format(since), brokers));
    }
  }

  private void answered() {
    if (silentPolls > polls) {
      messages.troubleIsOver("A broker answers again.");
    }
    silentPolls = 0;
  }
}
