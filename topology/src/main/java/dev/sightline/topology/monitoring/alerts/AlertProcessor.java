package dev.sightline.topology.monitoring.alerts;

import dev.sightline.evaluation.drift.sequential.AlarmRule.Step;
import dev.sightline.evaluation.drift.sequential.Batch;
import dev.sightline.evaluation.drift.sequential.Finding;
import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.StoredAlert;
import dev.sightline.topology.commit.CommitHook;
import dev.sightline.topology.commit.Tally;
import dev.sightline.topology.monitoring.windows.ImageReferences;
import dev.sightline.topology.monitoring.windows.LabelOrder;
import dev.sightline.topology.monitoring.windows.MetricsSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Looks at counts with the detectors of their model version, and publishes each alarm that is
 * raised or cleared. All counts of a version come to one task.
 *
 * <p>Alarms and state belong to the transaction of the counts: after a crash the counts come again
 * to the state that was before them, so that no alarm is lost, and none raised twice. A version
 * that had no image for a set time is forgotten, and its alarms are cleared.
 *
 * <p>Counted in {@code sightline.alerts{state}}, by {@link AlertOutcome}, and {@code
 * sightline.drift.counts{outcome}}, by {@link LookOutcome}.
 */
public final class AlertProcessor
    implements Processor<String, PartitionCounts, String, DriftAlert> {
  /** The name of the store by which the alarms learn of commits. */
  public static final String COMMIT_HOOK = "alert-commit";

  private static final String ALERTS = "sightline.alerts";
  private static final String COUNTS = "sightline.drift.counts";
  private static final Duration STEP = Duration.ofSeconds(1);

  private final DriftSettings settings;
  private final LabelOrder manifests;
  private final long firstImages;
  private final MeterRegistry meters;
  private final AlertGauges gauges;
  private final Map<ModelVersion, List<Watched>> watchedByModel = new HashMap<>();
  private final Set<ModelVersion> watchedForImages = new HashSet<>();
  private ProcessorContext<String, DriftAlert> context;
  private WatchStore watches;
  private ImageReferences imageReferences;
  private AlertReport report;
  private Tally<AlertOutcome> alerts;
  private Tally<LookOutcome> looks;

  /** The highest time of counts. */
  private long timeMs;

  /**
   * @param manifests the references of model versions
   * @param metrics how many first images of a version are its reference for what images look like
   *     where its manifest has none, and of how few labels no accuracy is shown
   */
  public AlertProcessor(
      DriftSettings settings, LabelOrder manifests, MetricsSettings metrics, MeterRegistry meters) {
    this.settings = settings;
    this.firstImages = metrics.firstImages();
    this.manifests = manifests;
    this.meters = meters;
    this.gauges = new AlertGauges(metrics.minLabels(), meters);
  }

  /** Also called again after a failure: what is in memory was not committed and comes again. */
  @Override
  public void init(ProcessorContext<String, DriftAlert> context) {
    this.context = context;
    this.watches = new WatchStore(context);
    this.imageReferences = new ImageReferences(manifests, context, firstImages);
    this.report = new AlertReport(context.applicationId(), settings);
    this.alerts = new Tally<>(meters, ALERTS, "state", AlertOutcome.class);
    this.looks = new Tally<>(meters, COUNTS, "outcome", LookOutcome.class);
    this.timeMs = Math.max(0, context.currentStreamTimeMs());
    watchedByModel.clear(); // first images that were not committed may come out otherwise
    watchedForImages.clear();
    gauges.clear();
    watches.forEach(gauges::update);
    context.<CommitHook>getStateStore(COMMIT_HOOK).bind(context, this::beforeCommit);
    context.schedule(STEP, PunctuationType.WALL_CLOCK_TIME, this::step);
  }

  private void beforeCommit() {
    watches.flush();
    alerts.stage();
    looks.stage();
  }

  private void publish() {
    alerts.publish();
    looks.publish();
  }

  @Override
  public void process(Record<String, PartitionCounts> record) {
    publish();
    PartitionCounts counts = record.value();
    timeMs = Math.max(timeMs, Math.max(record.timestamp(), counts.getLatestMs()));
    ModelVersion model = new ModelVersion(counts.getModelName(), counts.getModelVersion());
    List<Watched> watched = watched(model);
    if (watched.isEmpty()) {
      looks.count(LookOutcome.WITHOUT_REFERENCE);
      return;
    }
    VersionWatch watch = watches.change(model);
    watch.saw(counts.getPredictions(), context.currentSystemTimeMs());
    Observations observations = Observations.of(counts);
    watch.labelled(observations.labelled().hits(), observations.labelled().support());
    looks.count(observations.areWholeOf(counts) ? LookOutcome.SEEN : LookOutcome.IN_PARTS);
    for (Watched each : watched) {
      look(model, watch, each, each.statistic().batches(observations));
    }
    gauges.update(model, watch);
  }

  /**
   * What is watched of a version; nothing as long as its reference is not known. What its images
   * are compared with may be known later than the rest.
   */
  private List<Watched> watched(ModelVersion model) {
    List<Watched> known = watchedByModel.get(model);
    if (known != null && watchedForImages.contains(model)) {
      return known;
    }
    Optional<ImageReferences.Reference> images = imageReferences.of(model);
    if (known != null && images.isEmpty()) {
      return known;
    }
    List<Watched> found =
        Watched.of(
            Statistics.of(manifests.reference(model.name(), model.version()), images, settings),
            settings);
    if (!found.isEmpty()) {
      watchedByModel.put(model, found);
      images.ifPresent(any -> watchedForImages.add(model));
    }
    return found;
  }

  private void look(ModelVersion model, VersionWatch watch, Watched watched, List<Batch> batches) {
    if (batches.stream().allMatch(batch -> batch.total() == 0)) {
      return;
    }
    WatchState before =
        watch
            .get(watched.name())
            .map(state -> state.under(watched))
            .orElseGet(() -> WatchState.start(watched));
    Step step = watched.rule().next(before.alarm(), batches, timeMs);
    Optional<StoredAlert> alert = before.alert();
    if (step.finding().isPresent()) {
      alert = tell(model, watch, watched, before, step.finding().get());
    }
    watch.put(watched.name(), before.with(step.next(), alert));
  }

  /** Publishes that an alarm was raised or cleared, and returns what is raised now. */
  private Optional<StoredAlert> tell(
      ModelVersion model, VersionWatch watch, Watched watched, WatchState before, Finding finding) {
    if (before.alert().isPresent()) {
      forward(
          model,
          watched.name(),
          report.ofCleared(
              model, watched.name(), before.alert().get(), finding, watch.images(), timeMs),
          AlertOutcome.CLEARED);
      return Optional.empty();
    }
    StoredAlert alert = report.raised(watched, finding, watch.images(), timeMs);
    forward(
        model,
        watched.name(),
        report.ofRaised(model, watched, alert, finding),
        AlertOutcome.RAISED);
    return Optional.of(alert);
  }

  private void forward(
      ModelVersion model, String statistic, DriftAlert alert, AlertOutcome outcome) {
    context.forward(new Record<>(report.key(model, statistic), alert, timeMs));
    alerts.count(outcome);
  }

  private void step(long nowMs) {
    publish();
    List<ModelVersion> quiet = new ArrayList<>();
    watches.forEach(
        (model, watch) -> {
          if (nowMs - watch.seenAtMs() > settings.quiet().toMillis()) {
            quiet.add(model);
            clearAll(model, watch, nowMs);
          }
        });
    for (ModelVersion model : quiet) {
      watches.remove(model);
      watchedByModel.remove(model);
      watchedForImages.remove(model);
      gauges.remove(model);
    }
  }

  private void clearAll(ModelVersion model, VersionWatch watch, long nowMs) {
    watch
        .all()
        .forEach(
            (statistic, state) ->
                state
                    .alert()
                    .ifPresent(
                        alert ->
                            forward(
                                model,
                                statistic,
                                report.ofQuiet(model, statistic, alert, watch.images(), nowMs),
                                AlertOutcome.CLEARED)));
  }

  /** The task ends, or goes elsewhere: what it held this worker shows no more. */
  @Override
  public void close() {
    gauges.clear();
  }
}
