package dev.sightline.topology;

import dev.sightline.schemas.stored.UnreadableStateException;
import dev.sightline.topology.http.Health;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka Streams application of a worker. A stream thread that fails is replaced after a pause,
 * because most failures (a broker or registry out of reach, a fenced producer) pass; what it was
 * doing was not committed and is done again. An {@link Error} ends the application: a JVM in that
 * state is better restarted. So does a state that this version can't read, which is the same after
 * any pause; {@link #live()} says then what can be done.
 */
final class StreamsApplication implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(StreamsApplication.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

  private final String name;
  private final String wayOut;
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics meters;
  private volatile Throwable failure;

  StreamsApplication(
      String name, Topology topology, Map<String, Object> config, MeterRegistry registry) {
    this(name, new KafkaStreams(topology, new StreamsConfig(config)), config, registry);
  }

  /**
   * @param streams not yet started; made by this configuration
   */
  StreamsApplication(
      String name, KafkaStreams streams, Map<String, Object> config, MeterRegistry registry) {
    this.name = name;
    this.wayOut = wayOut(config);
    this.streams = streams;
    this.streams.setUncaughtExceptionHandler(this::afterFailure);
    this.meters = new KafkaStreamsMetrics(streams, List.of(Tag.of("application", name)));
    this.meters.bindTo(registry);
  }

  /** What can be done about a state that can't be read. */
  private static String wayOut(Map<String, Object> config) {
    Object id = config.get(StreamsConfig.APPLICATION_ID_CONFIG);
    Path folder = Path.of(config.get(StreamsConfig.STATE_DIR_CONFIG).toString(), id.toString());
    return "Run the version that wrote it, or a later one. To begin anew instead, without what was"
        + " counted: stop all workers, run kafka-streams-application-reset for "
        + id
        + ", and delete "
        + folder;
  }

  private StreamThreadExceptionResponse afterFailure(Throwable cause) {
    Optional<UnreadableStateException> unreadable = unreadableState(cause);
    if (unreadable.isPresent()) {
      failure = unreadable.get();
      LOG.debug("{} ends", name, cause);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    if (isFatal(cause)) {
      failure = cause;
      LOG.error("{} ends", name, cause);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.warn("{}: a stream thread failed and is replaced: {}", name, rootMessage(cause));
    LOG.debug("{}: the failure", name, cause);
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private static Optional<UnreadableStateException> unreadableState(Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof UnreadableStateException unreadable) {
        return Optional.of(unreadable);
      }
    }
    return Optional.empty();
  }

  private static boolean isFatal(Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof Error || t instanceof ConfigException) {
        return true;
      }
    }
    return false;
  }

  private static String rootMessage(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  @Override
  public void start() {
    streams.start();
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public Health live() {
    if (failure instanceof UnreadableStateException unreadable) {
      return Health.unhealthy(name + ": " + unreadable.getMessage() + ". " + wayOut);
    }
    KafkaStreams.State state = streams.state();
    return state.hasCompletedShutdown() || state.isShuttingDown()
        ? Health.unhealthy(name + " is " + state + because())
        : Health.healthy(name + " is " + state);
  }

  private String because() {
    return failure().map(cause -> ": " + rootMessage(cause)).orElse("");
  }

  /** Healthy when its tasks run. */
  @Override
  public Health ready() {
    KafkaStreams.State state = streams.state();
    return state == KafkaStreams.State.RUNNING
        ? Health.healthy(name + " is " + state)
        : Health.unhealthy(name + " is " + state);
  }

  /** Flushes what is batched, commits, and leaves the group. */
  @Override
  public void close() {
    boolean closed =
        streams.close(new KafkaStreams.CloseOptions().timeout(CLOSE_TIMEOUT).leaveGroup(true));
    if (!closed) {
      LOG.warn("{} did not close within {} s", name, CLOSE_TIMEOUT.toSeconds());
    }
    meters.close();
  }
}
