package dev.sightline.topology;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import dev.sightline.images.DecodeLimits;
import dev.sightline.inference.session.Precision;
import dev.sightline.schemas.Topics;
import dev.sightline.topology.monitoring.windows.MetricsSettings;
import dev.sightline.topology.scoring.BatchSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What a worker can be told, all under {@code sightline.}; every other key goes to the Kafka
 * clients, Kafka Streams and the schema-registry client as it is.
 */
public final class WorkerConfig extends AbstractConfig {
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
  public static final String EXECUTION_SETTINGS = "sightline.execution.settings";
  public static final String GOLDEN_TOLERANCE = "sightline.golden.tolerance";
  public static final String TRUSTED_KEYS = "sightline.model.trusted.keys";
  public static final String STATE_DIR = "sightline.state.dir";
  public static final String HTTP_HOST = "sightline.http.host";
  public static final String HTTP_PORT = "sightline.http.port";
  public static final String WINDOW_SIZE_MS = "sightline.metrics.window.size.ms";
  public static final String WINDOW_ADVANCE_MS = "sightline.metrics.window.advance.ms";
  public static final String EMIT_INTERVAL_MS = "sightline.metrics.emit.interval.ms";
  public static final String LABEL_GRACE_MS = "sightline.label.grace.ms";
  public static final String LABEL_RETENTION_MS = "sightline.label.retention.ms";

  /** What a worker does. */
  public enum Role {
    /** Scores images. */
    SCORE,
    /** Joins labels with predictions and maintains the metrics. */
    METRICS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(MODEL_NAME, Type.STRING, "cifar10", HIGH, "The model whose champion serves.")
          .define(
              WORKER_ID, Type.STRING, "", LOW, "Name in model-events; host and process by default.")
          .define(
              ROLES,
              Type.LIST,
              List.of("score", "metrics"),
              ValidList.in("score", "metrics"),
              HIGH,
              "score: images to predictions. metrics: predictions and labels to windows.")
          .define(
              APPLICATION_ID,
              Type.STRING,
              "sightline",
              MEDIUM,
              "Workers with the same id share the work; -score and -metrics are appended.")
          .define(
              GUARANTEE,
              Type.STRING,
              StreamsConfig.EXACTLY_ONCE_V2,
              ValidString.in(StreamsConfig.EXACTLY_ONCE_V2, StreamsConfig.AT_LEAST_ONCE),
              HIGH,
              "exactly_once_v2 or at_least_once.")
          .define(
              THREADS,
              Type.INT,
              Runtime.getRuntime().availableProcessors(),
              between(1, 1024),
              MEDIUM,
              "Stream threads that score; the processor's cores by default.")
          .define(
              MAX_BATCH_SIZE,
              Type.INT,
              BatchSettings.DEFAULT.maxBatchSize(),
              between(1, 4096),
              MEDIUM,
              "Images a micro-batch at the most.")
          .define(
              LINGER_MS,
              Type.LONG,
              BatchSettings.DEFAULT.linger().toMillis(),
              atLeast(1),
              MEDIUM,
              "The longest wait of an image for its micro-batch to fill.")
          .define(
              MAX_IMAGE_BYTES,
              Type.LONG,
              DecodeLimits.DEFAULT.maxBytes(),
              atLeast(1),
              MEDIUM,
              "Larger images become dead letters.")
          .define(
              MAX_IMAGE_PIXELS,
              Type.LONG,
              DecodeLimits.DEFAULT.maxPixels(),
              atLeast(1),
              MEDIUM,
              "Images with more pixels become dead letters.")
          .define(
              EXECUTION_SETTINGS,
              Type.LIST,
              List.of("float32", "bfloat16"),
              ValidList.in("float32", "bfloat16"),
              LOW,
              "Those that compete at load; the fastest that passes the golden check serves.")
          .define(
              GOLDEN_TOLERANCE,
              Type.DOUBLE,
              0.05,
              between(0, 1),
              LOW,
              "The largest difference of a golden image's probability.")
          .define(
              TRUSTED_KEYS,
              Type.LIST,
              List.of(),
              MEDIUM,
              "PEM files of Ed25519 public keys; with any, only models signed by one are loaded.")
          .define(
              STATE_DIR,
              Type.STRING,
              Path.of(System.getProperty("user.home"), ".local", "state", "sightline").toString(),
              MEDIUM,
              "Folder of the state stores and of models being loaded; one for each worker.")
          .define(HTTP_HOST, Type.STRING, "0.0.0.0", LOW, "Address of /metrics and /health.")
          .define(
              HTTP_PORT, Type.INT, 8080, between(0, 65535), MEDIUM, "Its port; 0 for any free one.")
          .define(
              WINDOW_SIZE_MS,
              Type.LONG,
              300_000L,
              atLeast(1),
              MEDIUM,
              "Length of a rolling window.")
          .define(
              WINDOW_ADVANCE_MS,
              Type.LONG,
              30_000L,
              atLeast(1),
              MEDIUM,
              "How far one window starts after another; divides the length.")
          .define(
              EMIT_INTERVAL_MS,
              Type.LONG,
              1_000L,
              atLeast(1),
              LOW,
              "How often changed windows are written.")
          .define(
              LABEL_RETENTION_MS,
              Type.LONG,
              3_600_000L,
              atLeast(1),
              MEDIUM,
              "How long predictions and labels wait for one another.")
          .define(
              LABEL_GRACE_MS,
              Type.LONG,
              3_600_000L,
              atLeast(0),
              LOW,
              "How far one partition may lag behind another before its counts come too late.");

  private WorkerConfig(Map<String, ?> values) {
    super(DEFINITION, values, false);
  }

  /**
   * @throws ConfigException with one message that lists every fault
   */
  public static WorkerConfig of(Map<String, ?> values) {
    Map<String, String> texts = new HashMap<>();
    values.forEach((key, value) -> texts.put(key, String.valueOf(value)));
    List<String> faults =
        DEFINITION.validate(texts).stream()
            .map(ConfigValue::errorMessages)
            .flatMap(List::stream)
            .toList();
    List<String> unknown =
        values.keySet().stream()
            .filter(key -> key.startsWith("sightline.") && !DEFINITION.names().contains(key))
            .map(key -> "Unknown setting " + key)
            .sorted()
            .toList();
    if (!faults.isEmpty() || !unknown.isEmpty()) {
      throw new ConfigException(
          String.join(
              "; ", java.util.stream.Stream.of(faults, unknown).flatMap(List::stream).toList()));
    }
    return new WorkerConfig(values);
  }

  /** A table of every setting with its default, for help and documents. */
  public static ConfigDef definition() {
    return new ConfigDef(DEFINITION);
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
    return new BatchSettings(getInt(MAX_BATCH_SIZE), Duration.ofMillis(getLong(LINGER_MS)));
  }

  public DecodeLimits decodeLimits() {
    return new DecodeLimits(getLong(MAX_IMAGE_BYTES), getLong(MAX_IMAGE_PIXELS));
  }

  public List<Precision> executionSettings() {
    return getList(EXECUTION_SETTINGS).stream()
        .map(name -> Precision.valueOf(name.toUpperCase(Locale.ROOT)))
        .toList();
  }

  public List<Path> trustedKeys() {
    return getList(TRUSTED_KEYS).stream().map(Path::of).toList();
  }

  public Path stateDir() {
    return Path.of(getString(STATE_DIR));
  }

  /**
   * @throws IllegalArgumentException when the advance does not divide the size
   */
  public MetricsSettings metrics() {
    return new MetricsSettings(
        Duration.ofMillis(getLong(LABEL_RETENTION_MS)),
        Duration.ofMillis(getLong(WINDOW_SIZE_MS)),
        Duration.ofMillis(getLong(WINDOW_ADVANCE_MS)),
        Duration.ofMillis(getLong(LABEL_GRACE_MS)),
        Duration.ofMillis(getLong(EMIT_INTERVAL_MS)));
  }

  /** Everything that is not Sightline's own: for the clients. */
  public Map<String, Object> clientConfig() {
    Map<String, Object> config = new HashMap<>(originals());
    config.keySet().removeIf(key -> key.startsWith("sightline."));
    return config;
  }

  private boolean exactlyOnce() {
    return getString(GUARANTEE).equals(StreamsConfig.EXACTLY_ONCE_V2);
  }

  /** The settings of one of the two Kafka Streams applications. */
  Map<String, Object> streamsConfig(Role role) {
    Map<String, Object> config = new HashMap<>();
    // Under exactly-once, readers see predictions at a commit; metrics windows can wait longer.
    boolean promptly = role == Role.SCORE && exactlyOnce();
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, promptly ? 100 : 1_000);
    // A wall-clock punctuation comes no sooner than a poll ends: linger must not wait for it.
    config.put(StreamsConfig.POLL_MS_CONFIG, role == Role.SCORE ? getLong(LINGER_MS) : 100L);
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, role == Role.SCORE ? getInt(THREADS) : 1);
    // A thread that failed is replaced at once, but its tasks wait for its membership to end.
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 15_000);
    // A dead letter is larger than its image was, by its headers.
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.DEAD_LETTER_MAX_BYTES);
    config.putAll(clientConfig());
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, getString(APPLICATION_ID) + "-" + role);
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, getString(GUARANTEE));
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir().resolve("streams").toString());
    return config;
  }
}
