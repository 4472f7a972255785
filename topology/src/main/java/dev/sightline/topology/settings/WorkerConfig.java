package dev.sightline.topology.settings;

import dev.sightline.images.DecodeLimits;
import dev.sightline.inference.session.Precision;
import dev.sightline.schemas.Topics;
import dev.sightline.topology.monitoring.alerts.DriftSettings;
import dev.sightline.topology.monitoring.join.JoinSettings;
import dev.sightline.topology.monitoring.windows.MetricsSettings;
import dev.sightline.topology.scoring.BatchSettings;
import dev.sightline.topology.topics.RefusalHandler;
import dev.sightline.topology.webhook.WebhookSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What a worker can be told, all under {@code sightline.}; every other key goes to the Kafka
 * clients, Kafka Streams and the schema-registry client as it is.
 */
public final class WorkerConfig extends AbstractConfig {
  static final String PREFIX = "sightline.";

  /** Under exactly-once, readers see predictions at a commit. */
  static final int PROMPT_COMMIT_INTERVAL_MS = 100;

  /** So long that the predictions of a batch go together. */
  private static final int LINGER_OF_PREDICTIONS_MS = 1;

  /** A worker that was killed is given up after so long. */
  private static final int SESSION_TIMEOUT_MS = 15_000;

  private static final String SESSION_TIMEOUT = ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG;

  public static final String MODEL_NAME = "sightline.model.name";
  public static final String WORKER_ID = "sightline.worker.id";
  public static final String ROLES = "sightline.roles";
  public static final String APPLICATION_ID = "sightline.application.id";
  public static final String GUARANTEE = "sightline.processing.guarantee";
  public static final String THREADS = "sightline.threads";
  public static final String MAX_BATCH_SIZE = "sightline.batch.max.size";
  public static final String LINGER_MS = "sightline.batch.linger.ms";
  public static final String MAX_IMAGE_BYTES = "sightline.image.max.bytes";
  public static final String MAX_IMAGE_PIXELS = "sightline.image.max.pixels";
  public static final String MAX_DECODE_MS = "sightline.image.max.decode.ms";
  public static final String EXECUTION_SETTINGS = "sightline.execution.settings";
  public static final String GOLDEN_TOLERANCE = "sightline.golden.tolerance";
  public static final String TRUSTED_KEYS = "sightline.model.trusted.keys";
  public static final String STATE_DIR = "sightline.state.dir";
  public static final String STATE_MEMORY_BYTES = "sightline.state.memory.bytes";
  public static final String HTTP_HOST = "sightline.http.host";
  public static final String HTTP_PORT = "sightline.http.port";
  public static final String WINDOW_SIZE_MS = "sightline.metrics.window.size.ms";
  public static final String WINDOW_ADVANCE_MS = "sightline.metrics.window.advance.ms";
  public static final String EMIT_INTERVAL_MS = "sightline.metrics.emit.interval.ms";
  public static final String FIRST_IMAGES = "sightline.metrics.first.images";
  public static final String MIN_LABELS = "sightline.metrics.min.labels";
  public static final String LABEL_GRACE_MS = "sightline.label.grace.ms";
  public static final String LABEL_RETENTION_MS = "sightline.label.retention.ms";
  public static final String DRIFT_MEAN_RUN = "sightline.drift.mean.run.images";
  public static final String DRIFT_ACCURACY_TOLERANCE = "sightline.drift.accuracy.tolerance";
  public static final String DRIFT_SHARE_TOLERANCE = "sightline.drift.share.tolerance";
  public static final String DRIFT_CLEAR_AFTER = "sightline.drift.clear.images";
  public static final String DRIFT_QUIET_MS = "sightline.drift.quiet.ms";

  public static final String WEBHOOK_URL = "sightline.alerts.webhook.url";
  public static final String WEBHOOK_FORMAT = "sightline.alerts.webhook.format";
  public static final String WEBHOOK_SECRET = "sightline.alerts.webhook.secret";
  public static final String WEBHOOK_SECRET_FILE = "sightline.alerts.webhook.secret.file";
  public static final String WEBHOOK_TIMEOUT_MS = "sightline.alerts.webhook.timeout.ms";
  public static final String WEBHOOK_PAUSE_MS = "sightline.alerts.webhook.pause.max.ms";

  public static final String LABEL_LAG_MS = "sightline.label.lag.max.ms";
  public static final String EVENT_TIME_AHEAD_MS = "sightline.event.time.ahead.max.ms";

  /** What a worker does. */
  public enum Role {
    /** Scores images. */
    SCORE,
    /** Joins labels with predictions, maintains the metrics and raises alarms. */
    METRICS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private WorkerConfig(Map<String, ?> values) {
    super(WorkerSettings.ALL, values, false);
  }

  /**
   * Reads and checks all settings, those included that depend on one another, name files, or go to
   * the clients.
   *
   * @throws ConfigException with one message that lists every fault; what contradicts what among
   *     settings of Kafka Streams shows when there is no other
   */
  public static WorkerConfig of(Map<String, ?> values) {
    Map<String, Object> resolved =
        new AbstractConfig(new ConfigDef(), values, false).originals(); // by config.providers
    refuse(SettingsFaults.of(resolved));
    WorkerConfig config = new WorkerConfig(values);
    refuse(KafkaSettings.contradictions(config));
    return config;
  }

  private static void refuse(List<String> faults) {
    if (!faults.isEmpty()) {
      throw new ConfigException("The settings are at fault:\n  " + String.join("\n  ", faults));
    }
  }

  /** A table of every setting with its default, for help and documents. */
  public static ConfigDef definition() {
    return new ConfigDef(WorkerSettings.ALL);
  }

  /** Every key of Kafka Streams and Kafka's clients, with and without Streams' prefixes. */
  public static Set<String> clientKeys() {
    return KafkaSettings.keys();
  }

  public String modelName() {
    return getString(MODEL_NAME);
  }

  public String workerId() {
    String given = getString(WORKER_ID);
    return given.isEmpty() ? hostName() + "-" + ProcessHandle.current().pid() : given;
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "worker";
    }
  }

  public boolean has(Role role) {
    return getList(ROLES).contains(role.toString());
  }

  public BatchSettings batch() {
    return new BatchSettings(
        getInt(MAX_BATCH_SIZE),
        Duration.ofMillis(getLong(LINGER_MS)),
        exactlyOnce() && !clientConfig().containsKey(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)
            ? BatchSettings.DEFAULT.earlyCommit()
            : Optional.empty());
  }

  public DecodeLimits decodeLimits() {
    return new DecodeLimits(
        getLong(MAX_IMAGE_BYTES),
        getLong(MAX_IMAGE_PIXELS),
        Duration.ofMillis(getLong(MAX_DECODE_MS)));
  }

  public List<Precision> executionSettings() {
    return getList(EXECUTION_SETTINGS).stream()
        .map(name -> Precision.valueOf(name.toUpperCase(Locale.ROOT)))
        .toList();
  }

  public double goldenTolerance() {
    return getDouble(GOLDEN_TOLERANCE);
  }

  public List<Path> trustedKeys() {
    return getList(TRUSTED_KEYS).stream().map(Path::of).toList();
  }

  public Path stateDir() {
    return Path.of(getString(STATE_DIR));
  }

  /** What all state stores together may have outside the heap. */
  public long stateMemoryBytes() {
    return getLong(STATE_MEMORY_BYTES);
  }

  public String httpHost() {
    return getString(HTTP_HOST);
  }

  public int httpPort() {
    return getInt(HTTP_PORT);
  }

  /** How far ahead of the wall clock a record's timestamp may lie. */
  public Duration maxAhead() {
    return Duration.ofMillis(getLong(EVENT_TIME_AHEAD_MS));
  }

  public JoinSettings join() {
    return new JoinSettings(
        Duration.ofMillis(getLong(LABEL_RETENTION_MS)),
        Duration.ofMillis(getLong(LABEL_GRACE_MS)),
        Duration.ofMillis(getLong(LABEL_LAG_MS)),
        maxAhead());
  }

  public MetricsSettings metrics() {
    return new MetricsSettings(
        Duration.ofMillis(getLong(LABEL_RETENTION_MS)),
        Duration.ofMillis(getLong(WINDOW_SIZE_MS)),
        Duration.ofMillis(getLong(WINDOW_ADVANCE_MS)),
        Duration.ofMillis(getLong(LABEL_GRACE_MS)),
        Duration.ofMillis(getLong(EMIT_INTERVAL_MS)),
        getLong(FIRST_IMAGES),
        getLong(MIN_LABELS));
  }

  public DriftSettings drift() {
    return new DriftSettings(
        getLong(DRIFT_MEAN_RUN),
        getDouble(DRIFT_ACCURACY_TOLERANCE),
        getDouble(DRIFT_SHARE_TOLERANCE),
        getLong(DRIFT_CLEAR_AFTER),
        Duration.ofMillis(getLong(DRIFT_QUIET_MS)));
  }

  /** Where alarms are posted to; empty where they are not. */
  public Optional<WebhookSettings> webhook() {
    return new WebhookValues(
            getPassword(WEBHOOK_URL),
            getString(WEBHOOK_FORMAT),
            getPassword(WEBHOOK_SECRET),
            getString(WEBHOOK_SECRET_FILE),
            getLong(WEBHOOK_TIMEOUT_MS),
            getLong(WEBHOOK_PAUSE_MS))
        .settings();
  }

  /** The settings of the consumers that share the posting of alarms. */
  public Map<String, Object> webhookConsumer() {
    Map<String, Object> config = new HashMap<>(Map.of(SESSION_TIMEOUT, SESSION_TIMEOUT_MS));
    config.putAll(clientConfig());
    config.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG); // that of Kafka Streams
    config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, getString(APPLICATION_ID) + "-webhook");
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, workerId() + "-webhook");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100);
    config.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 300_000); // longer than any attempt
    return config;
  }

  /** Everything that is not Sightline's own: for the clients. */
  public Map<String, Object> clientConfig() {
    Map<String, Object> config = new HashMap<>(originals());
    config.keySet().removeIf(key -> key.startsWith(PREFIX));
    return config;
  }

  /** The most bytes of a record, with all that goes with it, that scoring's producers take. */
  public long producerMaxBytes() {
    return KafkaSettings.producerMaxBytes(streamsConfig(Role.SCORE));
  }

  boolean exactlyOnce() {
    return getString(GUARANTEE).equals(StreamsConfig.EXACTLY_ONCE_V2);
  }

  /** The settings of one of the two Kafka Streams applications. */
  public Map<String, Object> streamsConfig(Role role) {
    Map<String, Object> config = new HashMap<>();
    // Under exactly-once, readers see predictions at a commit; metrics windows can wait longer.
    boolean promptly = role == Role.SCORE && exactlyOnce();
    if (role == Role.SCORE && !exactlyOnce()) {
      // Readers see predictions once they are sent, for which Kafka Streams would wait 100 ms.
      config.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_OF_PREDICTIONS_MS);
    }
    config.put(
        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, promptly ? PROMPT_COMMIT_INTERVAL_MS : 1_000);
    // A wall-clock punctuation comes no sooner than a poll ends: linger must not wait for it.
    config.put(StreamsConfig.POLL_MS_CONFIG, role == Role.SCORE ? getLong(LINGER_MS) : 100L);
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, role == Role.SCORE ? getInt(THREADS) : 1);
    // A thread that failed is replaced at once, but its tasks wait for its membership to end.
    config.put(SESSION_TIMEOUT, SESSION_TIMEOUT_MS);
    // A dead letter is larger than its image was, by its headers.
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.DEAD_LETTER_MAX_BYTES);
    if (role == Role.SCORE) {
      ScoringTimes.of(this).addTo(config, clientConfig());
      config.put(
          StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, RefusalHandler.class.getName());
    }
    config.putAll(clientConfig());
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, getString(APPLICATION_ID) + "-" + role);
    // Topics between the parts of an application: what is unread there must not be passed over.
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    // Counts add up: what is processed twice is counted twice, so metrics are never less exact.
    config.put(
        StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
        role == Role.SCORE ? getString(GUARANTEE) : StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir().resolve("streams").toString());
    return config;
  }
}
