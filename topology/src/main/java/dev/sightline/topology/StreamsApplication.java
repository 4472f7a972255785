package dev.sightline.topology;

import dev.sightline.schemas.stored.UnreadableStateException;
import dev.sightline.topology.http.Health;
import dev.sightline.topology.streams.Causes;
import dev.sightline.topology.streams.Patience;
import dev.sightline.topology.streams.Registration;
import dev.sightline.topology.streams.RestoreLog;
import dev.sightline.topology.streams.StreamsClients;
import dev.sightline.topology.streams.ThreadFailures;
import dev.sightline.topology.streams.UnknownBrokers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.TaskId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Kafka Streams application of a worker. A stream thread that fails is replaced after a pause,
 * because most failures (a broker out of reach, a fenced producer) pass; what it was doing was not
 * committed and is done again. An {@link Error} ends the application: a JVM in that state is better
 * restarted. So does what is the same after any pause: a state that this version can't read, or
 * another worker with the same identity; {@link #live()} says then what can be done.
 *
 * <p>It is ready while it gets on. {@code KafkaStreams.state()} is RUNNING all the time that a
 * broker is away or threads die at one record, so more than that is asked.
 */
final class StreamsApplication implements Part {
  /** The longest time that closing takes. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  /** Without a broker nothing can be committed, however long one waits. */
  private static final Duration CLOSE_TIMEOUT_IN_NEED = Duration.ofSeconds(3);

  /** A broker that has not answered for so long, though heartbeats go every three, is away. */
  private static final Patience OF_CLOSING =
      new Patience(Duration.ofSeconds(5), Duration.ofMinutes(1));

  private static final Logger LOG = LoggerFactory.getLogger(StreamsApplication.class);

  private final String name;
  private final Map<String, Object> config;
  private final StreamsClients clients;
  private final Registration registration;
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics meters;
  private final ThreadFailures failures;
  private final Patience patience;
  private final Thread starter;
  private volatile Throwable failure;
  private volatile Instant stateSince = Instant.now();
  private volatile boolean closed;

  /**
   * @param streams not yet started; made with this configuration and these clients
   * @param clients closed with this
   * @param registration of what it writes; completed before it consumes
   */
  StreamsApplication(
      String name,
      KafkaStreams streams,
      Map<String, Object> config,
      StreamsClients clients,
      Registration registration,
      MeterRegistry registry) {
    this.name = name;
    this.config = config;
    this.clients = clients;
    this.registration = registration;
    this.patience = Patience.of(new StreamsConfig(config));
    this.streams = streams;
    this.streams.setUncaughtExceptionHandler(this::afterFailure);
    this.streams.setStateListener((state, before) -> stateSince = Instant.now());
    this.streams.setGlobalStateRestoreListener(new RestoreLog(name));
    this.meters = new KafkaStreamsMetrics(streams, List.of(Tag.of("application", name)));
    this.meters.bindTo(registry);
    this.failures = new ThreadFailures(name, this::committed, Clock.systemUTC(), registry);
    this.starter = new Thread(this::startOnceRegistered, name + "-registration");
  }

  private StreamThreadExceptionResponse afterFailure(Throwable cause) {
    if (isFinal(cause)) {
      LOG.debug("{} ends", name, cause);
      return end(cause);
    }
    if (isFatal(cause)) {
      LOG.error("{} ends", name, cause);
      return end(cause);
    }
    Duration pause = failures.add(cause);
    LOG.warn(
        "{}: a stream thread failed and is replaced in {} s: {}",
        name,
        pause.toSeconds(),
        Causes.root(cause));
    LOG.debug("{}: the failure", name, cause);
    try {
      Thread.sleep(pause.toMillis());
      clients.checkMembership();
      while (!closed && !clients.canBeMade()) {
        Thread.sleep(pause.toMillis());
      }
    } catch (FencedInstanceIdException taken) {
      return end(taken);
    } catch (KafkaException unusable) {
      LOG.error("{} ends: no clients can be made for another stream thread", name, unusable);
      return end(unusable);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private StreamThreadExceptionResponse end(Throwable cause) {
    failure = cause;
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  /** What a line of {@link #live()} explains. */
  private static boolean isFinal(Throwable cause) {
    return Causes.of(cause)
        .anyMatch(
            each ->
                each instanceof UnreadableStateException
                    || each instanceof FencedInstanceIdException);
  }

  private static boolean isFatal(Throwable cause) {
    return Causes.of(cause)
        .anyMatch(
            each ->
                each instanceof Error
                    || each instanceof ConfigException && !UnknownBrokers.isSaidBy(each));
  }

  /** The sum of the offsets that each task has committed here. */
  private Map<TaskId, Long> committed() {
    return streams.metadataForLocalThreads().stream()
        .flatMap(thread -> thread.activeTasks().stream())
        .collect(
            Collectors.toMap(
                task -> task.taskId(),
                task ->
                    task.committedOffsets().values().stream()
                        .mapToLong(offset -> Math.max(0, offset))
                        .sum(),
                Math::max));
  }

  @Override
  public void start() {
    starter.start();
  }

  private void startOnceRegistered() {
    try {
      registration.complete();
      clients.awaitOneModel();
      startStreams();
    } catch (InterruptedException closing) {
      LOG.debug("{} was closed before it could start", name);
    } catch (RuntimeException | Error e) {
      failure = e;
      LOG.error("{} can't start", name, e);
    }
  }

  private synchronized void startStreams() {
    if (!closed) {
      streams.start();
    }
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.ofNullable(failure)
        .map(
            cause ->
                Causes.find(UnreadableStateException.class, cause)
                    .<Throwable>map(unreadable -> unreadable)
                    .orElse(cause));
  }

  @Override
  public Health live() {
    Throwable ended = failure;
    KafkaStreams.State state = streams.state();
    if (ended != null) {
      return Health.unhealthy(name + ending(ended, state));
    }
    return state.hasCompletedShutdown() || state.isShuttingDown()
        ? Health.unhealthy(name + " is " + state)
        : Health.healthy(name + " is " + state);
  }

  private String ending(Throwable ended, KafkaStreams.State state) {
    return Causes.find(UnreadableStateException.class, ended)
        .map(unreadable -> ": " + unreadable.getMessage() + ". " + anew())
        .or(() -> Causes.find(FencedInstanceIdException.class, ended).map(fenced -> ": " + twin()))
        .orElseGet(() -> " is " + state + ": " + Causes.root(ended));
  }

  /** What can be done about a state that can't be read. */
  private String anew() {
    Object id = config.get(StreamsConfig.APPLICATION_ID_CONFIG);
    Path folder = Path.of(config.get(StreamsConfig.STATE_DIR_CONFIG).toString(), id.toString());
    return "Run the version that wrote it, or a later one. To begin anew instead, without what was"
        + " counted: stop all workers, run kafka-streams-application-reset for "
        + id
        + ", and delete "
        + folder;
  }

  /** What can be done about a second worker with the same identity. */
  private String twin() {
    return "another worker has joined with the identity of this one, "
        + config.get(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)
        + ". It is kept in the file worker-identity of the state folder: delete that file where the"
        + " folder was copied to, and give each worker a folder of its own";
  }

  /** Healthy when its tasks get on, and nothing that they need has been away for long. */
  @Override
  public Health ready() {
    KafkaStreams.State state = streams.state();
    Optional<String> missing = failures.stuck().or(registration::missing).or(clients::otherModel);
    if (missing.isEmpty() && state != KafkaStreams.State.RUNNING) {
      return Health.unhealthy(
          "%s is %s since %s%s"
              .formatted(
                  name,
                  state,
                  stateSince.truncatedTo(ChronoUnit.SECONDS),
                  clients.missing(patience).map(what -> ": " + what).orElse("")));
    }
    return missing
        .or(() -> clients.missing(patience))
        .map(what -> Health.unhealthy(name + ": " + what))
        .orElse(Health.healthy(name + " is " + state));
  }

  /** Flushes what is batched, commits, and leaves the group. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    starter.interrupt();
    Duration timeout =
        clients.missing(OF_CLOSING).isPresent() ? CLOSE_TIMEOUT_IN_NEED : CLOSE_TIMEOUT;
    if (!streams.close(new KafkaStreams.CloseOptions().timeout(timeout).leaveGroup(true))) {
      LOG.warn(
          "{} did not close within {} s: what was not committed comes again",
          name,
          timeout.toSeconds());
    }
    clients.close();
    meters.close();
  }
}
