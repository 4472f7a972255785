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
import dev.sightline.topology.monitoring.alerts.DriftSettings;
import dev.sightline.topology.monitoring.windows.MetricsSettings;
import dev.sightline.topology.scoring.BatchSettings;
import dev.sightline.topology.webhook.WebhookFormat;
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
              "Name of the model whose champion serves.")
          .define(
              WorkerConfig.WORKER_ID,
              Type.STRING,
              "",
              LOW,
              "Name of this worker in model-events; empty: host name and process id.")
          .define(
              WorkerConfig.ROLES,
              Type.LIST,
              List.of("score", "metrics"),
              someOf("score", "metrics"),
              HIGH,
              "What this worker does: score turns images into predictions, metrics turns"
                  + " predictions and labels into windows.")
          .define(
              WorkerConfig.APPLICATION_ID,
              Type.STRING,
              "sightline",
              NAMES,
              MEDIUM,
              "Workers with the same id share the work and follow one model; it is the group id"
                  + " after -score or -metrics is appended.")
          .define(
              WorkerConfig.GUARANTEE,
              Type.STRING,
              StreamsConfig.EXACTLY_ONCE_V2,
              oneOf(StreamsConfig.EXACTLY_ONCE_V2, StreamsConfig.AT_LEAST_ONCE),
              HIGH,
              "Kafka Streams' guarantee of scoring: exactly_once_v2 or at_least_once. The metrics"
                  + " are always counted exactly once.")
          .define(
              WorkerConfig.THREADS,
              Type.INT,
              Runtime.getRuntime().availableProcessors(),
              whole(1, 1024),
              MEDIUM,
              "Number of stream threads that score; by default one per processor core.")
          .define(
              WorkerConfig.MAX_BATCH_SIZE,
              Type.INT,
              BatchSettings.DEFAULT.maxBatchSize(),
              whole(1, 4096),
              MEDIUM,
              "Maximum images per micro-batch.")
          .define(
              WorkerConfig.LINGER_MS,
              Type.LONG,
              BatchSettings.DEFAULT.linger().toMillis(),
              milliseconds(1),
              MEDIUM,
              "Maximum time an image waits for its micro-batch to fill.")
          .define(
              WorkerConfig.MAX_IMAGE_BYTES,
              Type.LONG,
              DecodeLimits.DEFAULT.maxBytes(),
              whole(1, Long.MAX_VALUE),
              MEDIUM,
              "Maximum size of an image in bytes; larger ones become dead letters.")
          .define(
              WorkerConfig.MAX_IMAGE_PIXELS,
              Type.LONG,
              DecodeLimits.DEFAULT.maxPixels(),
              whole(1, Long.MAX_VALUE),
              MEDIUM,
              "Maximum number of pixels of an image; larger ones become dead letters.")
          .define(
              WorkerConfig.MAX_DECODE_MS,
              Type.LONG,
              DecodeLimits.DEFAULT.maxTime().toMillis(),
              whole(1, ScoringTimes.LONGEST_DECODE_MS),
              MEDIUM,
              "Maximum time of the processor that decoding an image may take, in milliseconds; it"
                  + " may take twice as long by the clock, on a machine with other work. Slower"
                  + " ones become dead letters.")
          .define(
              WorkerConfig.EXECUTION_SETTINGS,
              Type.LIST,
              List.of("float32", "bfloat16"),
              someOf("float32", "bfloat16"),
              LOW,
              "Precisions that compete when a model is loaded; the fastest that passes the golden"
                  + " check serves.")
          .define(
              WorkerConfig.GOLDEN_TOLERANCE,
              Type.DOUBLE,
              0.05,
              number(0, 1),
              LOW,
              "Maximum difference of a golden image's probabilities from the manifest's.")
          .define(
              WorkerConfig.TRUSTED_KEYS,
              Type.LIST,
              List.of(),
              MEDIUM,
              "PEM files of Ed25519 public keys, separated by commas; if any are given, only models"
                  + " signed with one of them are loaded.")
          .define(
              WorkerConfig.STATE_DIR,
              Type.STRING,
              Path.of(System.getProperty("user.home"), ".local", "state", "sightline").toString(),
              MEDIUM,
              "Folder for state stores, for models being loaded, and for the worker's identity;"
                  + " each worker needs its own.")
          .define(
              WorkerConfig.STATE_MEMORY_BYTES,
              Type.LONG,
              128L << 20,
              whole(16L << 20, 1L << 40),
              MEDIUM,
              "Memory outside the heap that all state stores share, in bytes: what was read of them"
                  + " and what waits to be written to their files.")
          .define(
              WorkerConfig.HTTP_HOST,
              Type.STRING,
              "0.0.0.0",
              NOT_BLANK,
              LOW,
              "Address that /metrics and /health listen on.")
          .define(
              WorkerConfig.HTTP_PORT,
              Type.INT,
              8080,
              whole(0, 65535),
              MEDIUM,
              "Port that /metrics and /health listen on; 0: any free one.")
          .define(
              WorkerConfig.WINDOW_SIZE_MS,
              Type.LONG,
              300_000L,
              milliseconds(1),
              MEDIUM,
              "Length of a rolling window, in milliseconds.")
          .define(
              WorkerConfig.WINDOW_ADVANCE_MS,
              Type.LONG,
              30_000L,
              milliseconds(1),
              MEDIUM,
              "Time from the start of one window to the start of the next; must divide the length.")
          .define(
              WorkerConfig.EMIT_INTERVAL_MS,
              Type.LONG,
              1_000L,
              milliseconds(1),
              LOW,
              "Time between two updates of the windows that have changed.")
          .define(
              WorkerConfig.FIRST_IMAGES,
              Type.LONG,
              MetricsSettings.DEFAULT_FIRST_IMAGES,
              whole(0, 1_000_000_000),
              LOW,
              "Of a version whose manifest does not tell what images look like, so many first"
                  + " images are the reference; 0: none.")
          .define(
              WorkerConfig.MIN_LABELS,
              Type.LONG,
              MetricsSettings.DEFAULT_MIN_LABELS,
              whole(1, 1_000_000_000),
              LOW,
              "Fewest labels in a window of which /metrics shows an accuracy, and fewest of a class"
                  + " of which it shows a recall.")
          .define(
              WorkerConfig.DRIFT_MEAN_RUN,
              Type.LONG,
              DriftSettings.DEFAULTS.meanRunImages(),
              whole(2, 1_000_000_000_000L),
              MEDIUM,
              "Images from one alarm of a statistic to the next where nothing has"
                  + " drifted, on average and at the least.")
          .define(
              WorkerConfig.DRIFT_ACCURACY_TOLERANCE,
              Type.DOUBLE,
              DriftSettings.DEFAULTS.accuracyTolerance(),
              number(0, 1),
              MEDIUM,
              "How far the accuracy, the estimated accuracy or a class's recall may"
                  + " lie below that on held-out images without an alarm.")
          .define(
              WorkerConfig.DRIFT_SHARE_TOLERANCE,
              Type.DOUBLE,
              DriftSettings.DEFAULTS.shareTolerance(),
              number(0, 1),
              MEDIUM,
              "How far a class's share of the predictions may lie from that on"
                  + " held-out images without an alarm.")
          .define(
              WorkerConfig.DRIFT_CLEAR_AFTER,
              Type.LONG,
              DriftSettings.DEFAULTS.clearAfterImages(),
              whole(1, 1_000_000_000L),
              LOW,
              "Length of a block of images; an alarm is cleared by the first that"
                  + " is within the tolerance again.")
          .define(
              WorkerConfig.DRIFT_QUIET_MS,
              Type.LONG,
              DriftSettings.DEFAULTS.quiet().toMillis(),
              milliseconds(1),
              LOW,
              "Time without an image after which a model version is watched no"
                  + " more, and its alarms are cleared.")
          .define(
              WorkerConfig.WEBHOOK_URL,
              Type.PASSWORD,
              "",
              MEDIUM,
              "Address that each alarm is posted to when it is raised and when it is cleared, by"
                  + " workers with the role metrics; none: nowhere.")
          .define(
              WorkerConfig.WEBHOOK_FORMAT,
              Type.STRING,
              WebhookFormat.JSON.toString(),
              oneOf(WebhookFormat.JSON.toString(), WebhookFormat.SLACK.toString()),
              LOW,
              "Body of a post: json, all that drift-alerts has; slack, a sentence as Slack takes"
                  + " it.")
          .define(
              WorkerConfig.WEBHOOK_SECRET,
              Type.PASSWORD,
              "",
              MEDIUM,
              "Secret by which posts are signed: whsec_ and 24 to 64 bytes in base64; none: they"
                  + " are not.")
          .define(
              WorkerConfig.WEBHOOK_SECRET_FILE,
              Type.STRING,
              "",
              MEDIUM,
              "File whose first line is that secret, in its place.")
          .define(
              WorkerConfig.WEBHOOK_TIMEOUT_MS,
              Type.LONG,
              10_000L,
              whole(100, 60_000),
              LOW,
              "Time that the receiver of a post has to answer, in milliseconds.")
          .define(
              WorkerConfig.WEBHOOK_PAUSE_MS,
              Type.LONG,
              60_000L,
              whole(1_000, 3_600_000),
              LOW,
              "Longest pause between two attempts to post, in milliseconds; the first is a second,"
                  + " and each next one twice as long.")
          .define(
              WorkerConfig.LABEL_RETENTION_MS,
              Type.LONG,
              3_600_000L,
              milliseconds(1),
              MEDIUM,
              "How far apart, in event time, a prediction and its labels may lie.")
          .define(
              WorkerConfig.LABEL_GRACE_MS,
              Type.LONG,
              3_600_000L,
              milliseconds(0),
              LOW,
              "How far one partition of labels or counts may lag behind the others before what it"
                  + " brings is too late.")
          .define(
              WorkerConfig.LABEL_LAG_MS,
              Type.LONG,
              21_600_000L,
              milliseconds(0),
              LOW,
              "How far labels may lag behind predictions, or predictions behind labels, and still"
                  + " be waited for.")
          .define(
              WorkerConfig.EVENT_TIME_AHEAD_MS,
              Type.LONG,
              60_000L,
              milliseconds(0),
              LOW,
              "How far a record's timestamp may lie ahead of the worker's clock; one further ahead"
                  + " counts as now.");

  private WorkerSettings() {}
}
