package dev.sightline.topology.monitoring.windows;

import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.topology.commit.CommitHook;
import dev.sightline.topology.commit.Tally;
import dev.sightline.topology.monitoring.windows.ChangedWindows.OfModel;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Adds partition counts to buckets, and emits the windows that changed.
 *
 * <p>Windows are emitted at an interval of wall-clock time, as many as a bounded time allows; the
 * rest with the next. Which are still to be emitted is kept in memory only: a task that starts
 * emits all windows that its buckets make, and no bucket is dropped before its windows were
 * emitted, so a crash between a commit and an emission loses nothing.
 *
 * <p>Counted in {@code sightline.counts{outcome}}, by {@link CountsOutcome}. What the windows come
 * to is shown by {@link WindowGauges}.
 */
public final class WindowProcessor
    implements Processor<String, PartitionCounts, String, MetricsWindow> {
  /** The name of the store by which the windows learn of commits. */
  public static final String COMMIT_HOOK = "window-commit";

  static final String COUNTS = "sightline.counts";

  private static final Duration MAX_WORK = Duration.ofMillis(500);

  /** More than the clocks of workers differ by. */
  private static final Duration CERTAINLY_AHEAD = Duration.ofDays(1);

  private final MetricsSettings settings;
  private final RollingWindows windows;
  private final ModelListings listings;
  private final MeterRegistry meters;
  private final WorkTime workTime;
  private final WindowGauges gauges;
  private final ChangedWindows changed = new ChangedWindows();
  private ProcessorContext<String, MetricsWindow> context;
  private HeldBuckets buckets;
  private FirstImages firstImages;
  private WindowReport report;
  private Tally<CountsOutcome> tally;

  /** The highest time of counts. */
  private long timeMs;

  public WindowProcessor(MetricsSettings settings, LabelOrder labelOrder, MeterRegistry meters) {
    this(settings, labelOrder, meters, System::nanoTime);
  }

  WindowProcessor(
      MetricsSettings settings,
      LabelOrder labelOrder,
      MeterRegistry meters,
      LongSupplier nanoClock) {
    this.settings = settings;
    this.windows = new RollingWindows(settings);
    this.listings = new ModelListings(labelOrder);
    this.meters = meters;
    this.gauges = new WindowGauges(settings, meters);
    this.workTime = new WorkTime(MAX_WORK, nanoClock);
  }

  /** Also called again after a failure: what is in memory was not committed and comes again. */
  @Override
  public void init(ProcessorContext<String, MetricsWindow> context) {
    this.context = context;
    this.report = new WindowReport(context.applicationId());
    this.tally = new Tally<>(meters, COUNTS, "outcome", CountsOutcome.class);
    this.timeMs = context.currentStreamTimeMs();
    this.buckets = new HeldBuckets(open(context), windows, timeMs);
    this.firstImages =
        new FirstImages(new BucketEntries(context), settings.firstImages(), buckets::has);
    changed.clear();
    gauges.clear();
    buckets.forEachWindow(changed::add);
    context.<CommitHook>getStateStore(COMMIT_HOOK).bind(context, tally::stage);
    context.schedule(
        settings.emitInterval(), PunctuationType.WALL_CLOCK_TIME, nowMs -> emitAndDrop());
  }

  private static BucketStore open(ProcessorContext<?, ?> context) {
    BucketStore store = new BucketStore(context);
    if (store.spans().isEmpty()) { // an earlier version's, which believed every time
      store.dropFrom(context.currentSystemTimeMs() + CERTAINLY_AHEAD.toMillis());
    }
    return store;
  }

  @Override
  public void process(Record<String, PartitionCounts> record) {
    tally.publish();
    timeMs = Math.max(timeMs, record.timestamp());
    tally.count(add(record.value()));
  }

  private CountsOutcome add(PartitionCounts counts) {
    ModelVersion model = new ModelVersion(counts.getModelName(), counts.getModelVersion());
    if (!buckets.add(model, counts, listings.of(model).names(), timeMs)) {
      return CountsOutcome.LATE;
    }
    if (listings.imageReference(model).isEmpty()) {
      firstImages.add(model, counts, context.currentSystemTimeMs());
    }
    buckets.forEachWindowOf(counts, startMs -> changed.add(model, startMs));
    return CountsOutcome.ADDED;
  }

  private void emitAndDrop() {
    tally.publish();
    workTime.start();
    changed.handOut(this::emit);
    gauges.dropQuiet(context.currentSystemTimeMs());
    buckets.drop(Math.min(windows.firstHeld(timeMs), changed.earliestMs().orElse(Long.MAX_VALUE)));
  }

  private void emit(OfModel ofModel) {
    ListedClasses listed = listings.of(ofModel.model());
    RollingSum sum = buckets.rollingSum(ofModel.model());
    while (!ofModel.startsMs().isEmpty() && !workTime.isUp()) {
      long startMs = ofModel.startsMs().pollFirst();
      if (buckets.make(startMs)) {
        emit(new Slot(startMs, ofModel.model()), listed, sum);
      }
    }
  }

  private void emit(Slot window, ListedClasses listed, RollingSum sum) {
    ModelVersion model = window.model();
    long endMs = windows.endOf(window.startMs());
    Optional<ImageHistograms> ofManifest = listings.imageReference(model);
    Optional<ImageHistograms> first =
        ofManifest.isPresent() ? Optional.empty() : firstImages.of(model);
    MetricsWindow metrics =
        report.of(window, endMs, listed, sum.of(window.startMs(), endMs), first);
    context.forward(new Record<>(key(window), metrics, Math.max(window.startMs(), timeMs)));
    gauges.update(
        metrics,
        listed,
        new WindowGauges.Expected(listings.heldOutAccuracy(model), ofManifest.or(() -> first)),
        context.currentSystemTimeMs());
  }

  /** The task ends, or goes elsewhere: what it held this worker shows no more. */
  @Override
  public void close() {
    gauges.clear();
  }

  /** One application's windows of one length: nobody else writes under this key. */
  private String key(Slot window) {
    return "%s/%d/%d/%s"
        .formatted(window.model(), window.startMs(), windows.sizeMs(), context.applicationId());
  }
}
