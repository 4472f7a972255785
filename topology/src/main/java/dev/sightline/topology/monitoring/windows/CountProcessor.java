package dev.sightline.topology.monitoring.windows;

import dev.sightline.schemas.PartitionCounts;
import dev.sightline.topology.commit.CommitHook;
import dev.sightline.topology.monitoring.join.Change;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sums the changes of one partition by model version and bucket, and forwards the sums before each
 * commit. It keeps nothing across commits: what was not committed is consumed, and counted, again.
 *
 * <p>The sums carry the join's time at the first change in them. No later reader's stream time can
 * therefore run ahead of a change that the same partition still has to send.
 */
public final class CountProcessor implements Processor<String, Change, String, PartitionCounts> {
  /** The name of the store by which the counting learns of commits. */
  public static final String COMMIT_HOOK = "count-commit";

  private final RollingWindows windows;
  private final Map<Slot, Counts> countsByBucket = new TreeMap<>();
  private ProcessorContext<String, PartitionCounts> context;
  private long firstChangeMs;

  public CountProcessor(MetricsSettings settings) {
    this.windows = new RollingWindows(settings);
  }

  /** Also called again after a failure: what is in memory was not committed and comes again. */
  @Override
  public void init(ProcessorContext<String, PartitionCounts> context) {
    this.context = context;
    countsByBucket.clear();
    context.<CommitHook>getStateStore(COMMIT_HOOK).bind(context, this::forwardSums);
  }

  @Override
  public void process(Record<String, Change> record) {
    if (countsByBucket.isEmpty()) {
      firstChangeMs = record.timestamp();
    }
    Change change = record.value();
    long bucketStartMs = windows.bucketOf(change.scored().timestampMs());
    countsByBucket
        .computeIfAbsent(new Slot(bucketStartMs, change.scored().model()), bucket -> new Counts())
        .apply(change);
  }

  private void forwardSums() {
    countsByBucket.forEach(
        (bucket, counts) -> {
          if (!counts.isEmpty()) {
            CountParts.of(bucket, windows.bucketLengthMs(), counts).forEach(this::forward);
          }
        });
    countsByBucket.clear();
  }

  private void forward(PartitionCounts part) {
    String model = part.getModelName() + "/" + part.getModelVersion();
    context.forward(new Record<>(model, part, firstChangeMs));
  }
}
