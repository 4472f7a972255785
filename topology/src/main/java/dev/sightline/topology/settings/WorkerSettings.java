package dev.sightline.topology.settings;

import static dev.sightline.topology.settings.AllowedValues.MODEL_NAMES;
import static dev.sightline.topology.settings.AllowedValues.NAMES;
import static dev.sightline.topology.settings.AllowedValues.NOT_BLANK;
import static dev.sightline.topology.settings.AllowedValues.milliseconds;
import static dev.sightline.topology.settings.AllowedValues.number;
import static dev.sightline.topology.settings.AllowedValues.oneOf;
import static dev.sightline.topology.settings.AllowedValues.someOf;
import static dev.sightline.topology.settings.AllowedValues.whole;
import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import dev.sightline.images.DecodeLimits;
import dev.sightline.topology.scoring.BatchSettings;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.streams.StreamsConfig;

/** Every setting of a worker: its type, its default, the values that it may have, its meaning. */
final class WorkerSettings {
  static final ConfigDef ALL =
      new ConfigDef()
          .define(
              WorkerConfig.MODEL_NAME,
              Type.STRING,
              "cifar10",
              MODEL_NAMES,
              HIGH,
              "The model whose champion serves.")
          .define(
              WorkerConfig.WORKER_ID,
              Type.STRING,
              "",
              LOW,
              "Name in model-events; host and process by default.")
          .define(
              WorkerConfig.ROLES,
              Type.LIST,
              List.of("score", "metrics"),
              someOf("score", "metrics"),
              HIGH,
              "score: images to predictions. metrics: predictions and labels to windows.")
          .define(
              WorkerConfig.APPLICATION_ID,
              Type.STRING,
              "sightline",
              NAMES,
              MEDIUM,
              "Workers with the same id share the work; -score and -metrics are appended.")
          .define(
              WorkerConfig.GUARANTEE,
              Type.STRING,
              StreamsConfig.EXACTLY_ONCE_V2,
              oneOf(StreamsConfig.EXACTLY_ONCE_V2, StreamsConfig.AT_LEAST_ONCE),
              HIGH,
              "exactly_once_v2 or at_least_once.")
          .define(
              WorkerConfig.THREADS,
              Type.INT,
              Runtime.getRuntime().availableProcessors(),
              whole(1, 1024),
              MEDIUM,
              "Stream threads that score; the processor's cores by default.")
          .define(
              WorkerConfig.MAX_BATCH_SIZE,
              Type.INT,
              BatchSettings.DEFAULT.maxBatchSize(),
              whole(1, 4096),
              MEDIUM,
              "Images a micro-batch at the most.")
          .define(
              WorkerConfig.LINGER_MS,
              Type.LONG,
              BatchSettings.DEFAULT.linger().toMillis(),
              milliseconds(1),
              MEDIUM,
              "The longest wait of an image for its micro-batch to fill.")
          .define(
              WorkerConfig.MAX_IMAGE_BYTES,
              Type.LONG,
              DecodeLimits.DEFAULT.maxBytes(),
              whole(1, Long.MAX_VALUE),
              MEDIUM,
              "Larger images become dead letters.")
          .define(
              WorkerConfig.MAX_IMAGE_PIXELS,
              Type.LONG,
              DecodeLimits.DEFAULT.maxPixels(),
              whole(1, Long.MAX_VALUE),
              MEDIUM,
              "Images with more pixels become dead letters.")
          .define(
              WorkerConfig.EXECUTION_SETTINGS,
              Type.LIST,
              List.of("float32", "bfloat16"),
              someOf("float32", "bfloat16"),
              LOW,
              "Those that compete at load; the fastest that passes the golden check serves.")
          .define(
              WorkerConfig.GOLDEN_TOLERANCE,
              Type.DOUBLE,
              0.05,
              number(0, 1),
              LOW,
              "The largest difference of a golden image's probability.")
          .define(
              WorkerConfig.TRUSTED_KEYS,
              Type.LIST,
              List.of(),
              MEDIUM,
              "PEM files of Ed25519 public keys; with any, only models signed by one are loaded.")
          .define(
              WorkerConfig.STATE_DIR,
              Type.STRING,
              Path.of(System.getProperty("user.home"), ".local", "state", "sightline").toString(),
              MEDIUM,
              "Folder of the state stores and of models being loaded; one for each worker.")
          .define(
              WorkerConfig.HTTP_HOST,
              Type.STRING,
              "0.0.0.0",
              NOT_BLANK,
              LOW,
              "Address of /metrics and /health.")
          .define(
              WorkerConfig.HTTP_PORT,
              Type.INT,
              8080,
              whole(0, 65535),
              MEDIUM,
              "Its port; 0 for any free one.")
          .define(
              WorkerConfig.WINDOW_SIZE_MS,
              Type.LONG,
              300_000L,
              milliseconds(1),
              MEDIUM,
              "Length of a rolling window.")
          .define(
              WorkerConfig.WINDOW_ADVANCE_MS,
              Type.LONG,
              30_000L,
              milliseconds(1),
              MEDIUM,
              "How far one window starts after another; divides the length.")
          .define(
              WorkerConfig.EMIT_INTERVAL_MS,
              Type.LONG,
              1_000L,
              milliseconds(1),
              LOW,
              "How often changed windows are written.")
          .define(
              WorkerConfig.LABEL_RETENTION_MS,
              Type.LONG,
              3_600_000L,
              milliseconds(1),
              MEDIUM,
              "How long predictions and labels wait for one another.")
          .define(
              WorkerConfig.LABEL_GRACE_MS,
              Type.LONG,
              3_600_000L,
              milliseconds(0),
              LOW,
              "How far one partition may lag behind another before its counts come too late.");

  private WorkerSettings() {}
}
