package dev.sightline.topology.monitoring.windows;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.topology.commit.CommitHook;
import dev.sightline.topology.commit.Tally;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Adds partition counts to buckets, and emits the windows that changed.
 *
 * <p>Windows are emitted at an interval of wall-clock time, and at once when stream time is about
 * to leave them behind. Which windows are still to be emitted is kept in memory only: a task that
 * starts emits all windows it holds, so a crash between a commit and an emission loses nothing.
 *
 * <p>Counted in {@code sightline.counts{outcome}}, by {@link CountsOutcome}.
 */
public final class WindowProcessor
    implements Processor<String, PartitionCounts, String, MetricsWindow> {
  /** The name of the store by which the windows learn of commits. */
  public static final String COMMIT_HOOK = "window-commit";

  static final String COUNTS = "sightline.counts";

  private final MetricsSettings settings;
  private final RollingWindows windows;
  private final WindowReport report;
  private final MeterRegistry meters;
  private final TreeSet<Slot> changed = new TreeSet<>();
  private ProcessorContext<String, MetricsWindow> context;
  private BucketStore buckets;
  private Tally<CountsOutcome> tally;

  /** The highest time of counts: no input of the join has all of its records behind it. */
  private long timeMs;

  public WindowProcessor(MetricsSettings settings, LabelOrder labelOrder, MeterRegistry meters) {
    this.settings = settings;
    this.windows = new RollingWindows(settings);
    this.report = new WindowReport(labelOrder);
    this.meters = meters;
  }

  /** Also called again after a failure: what is in memory was not committed and comes again. */
  @Override
  public void init(ProcessorContext<String, MetricsWindow> context) {
    this.context = context;
    this.tally = new Tally<>(meters, COUNTS, "outcome", CountsOutcome.class);
    this.timeMs = context.currentStreamTimeMs();
    this.changed.clear();
    this.buckets = new BucketStore(context);
    buckets.all().forEach(this::markWindowsOf);
    context.<CommitHook>getStateStore(COMMIT_HOOK).bind(context, tally::stage);
    context.schedule(
        settings.emitInterval(), PunctuationType.WALL_CLOCK_TIME, nowMs -> emitAndDrop());
  }

  @Override
  public void process(Record<String, PartitionCounts> record) {
    tally.publish();
    timeMs = Math.max(timeMs, record.timestamp());
    emitUnheld();
    tally.count(add(record.value()));
  }

  private CountsOutcome add(PartitionCounts counts) {
    ModelVersion model = new ModelVersion(counts.getModelName(), counts.getModelVersion());
    Slot bucket = new Slot(windows.bucketOf(counts.getBucketStart().toEpochMilli()), model);
    if (!windows.isOpen(bucket.startMs(), timeMs)) {
      return CountsOutcome.LATE;
    }
    buckets.add(bucket, counts);
    markWindowsOf(bucket);
    return CountsOutcome.ADDED;
  }

  private void markWindowsOf(Slot bucket) {
    windows
        .windowsOf(bucket.startMs())
        .filter(startMs -> windows.isHeld(startMs, timeMs))
        .forEach(startMs -> changed.add(bucket.at(startMs)));
  }

  /** Emits what will not be held any more, before a commit makes that the state to start from. */
  private void emitUnheld() {
    while (!changed.isEmpty() && !windows.isHeld(changed.first().startMs(), timeMs)) {
      emit(changed.pollFirst());
    }
  }

  private void emitAndDrop() {
    tally.publish();
    changed.forEach(this::emit);
    changed.clear();
    buckets.dropUnheld(windows, timeMs);
  }

  private void emit(Slot window) {
    Counts sum = new Counts();
    windows.bucketsOf(window.startMs()).forEach(startMs -> buckets.addTo(sum, window.at(startMs)));
    MetricsWindow record = report.of(window, windows.endOf(window.startMs()), sum);
    context.forward(
        new Record<>(
            window.model() + "/" + window.startMs(), record, Math.max(window.startMs(), timeMs)));
  }
}
