package dev.sightline.topology.monitoring.windows;

import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import dev.sightline.evaluation.histogram.LogHistogram;
import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.PartitionCounts;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.UnreadableRecordException;
import dev.sightline.topology.commit.CommitHook;
import dev.sightline.topology.commit.RareLog;
import dev.sightline.topology.commit.Tally;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.LoggerFactory;

/**
 * Reads the counts that the first versions left in a topic of their own, {@code metrics-counts},
 * which all applications shared. What an application had not yet added to its windows is added
 * after an upgrade; nobody writes there any more.
 *
 * <p>Malformed ones are counted here, in {@code sightline.counts}, all others where they are added.
 */
public final class FormerCounts implements Processor<String, byte[], String, PartitionCounts> {
  /** The topic of then. No longer one of the catalogue's, and not created. */
  public static final Topic<PartitionCounts> TOPIC =
      new Topic<>("metrics-counts", PartitionCounts.class, 2, Map.of());

  /** The name of the store by which this learns of commits. */
  public static final String COMMIT_HOOK = "former-counts-commit";

  private static final Duration PUBLISH_EVERY = Duration.ofSeconds(1);

  /** More than any partition sees between two commits; many of them can be added up. */
  private static final long MAX_COUNT = 1L << 40;

  private final AvroDeserializer<PartitionCounts> deserializer;
  private final MeterRegistry meters;
  private final RareLog log = new RareLog(LoggerFactory.getLogger(FormerCounts.class));
  private ProcessorContext<String, PartitionCounts> context;
  private Tally<CountsOutcome> tally;

  public FormerCounts(SchemaRegistry registry, MeterRegistry meters) {
    this.deserializer = new AvroDeserializer<>(PartitionCounts.class, registry);
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, PartitionCounts> context) {
    this.context = context;
    this.tally = new Tally<>(meters, WindowProcessor.COUNTS, "outcome", CountsOutcome.class);
    context.<CommitHook>getStateStore(COMMIT_HOOK).bind(context, tally::stage);
    context.schedule(PUBLISH_EVERY, PunctuationType.WALL_CLOCK_TIME, nowMs -> tally.publish());
  }

  @Override
  public void process(Record<String, byte[]> record) {
    tally.publish();
    decode(record.value())
        .ifPresentOrElse(
            counts -> context.forward(record.withValue(counts)),
            () -> tally.count(CountsOutcome.MALFORMED));
  }

  private Optional<PartitionCounts> decode(byte[] value) {
    try {
      PartitionCounts counts = deserializer.deserialize(TOPIC.name(), value);
      if (counts != null && isPossible(counts)) {
        counts.setBucketLengthMs(0); // they had none to say
        return Optional.of(counts);
      }
      log.malformed(
          context, counts == null ? "no value" : "a version, bucket, bin or count that can't be");
    } catch (UnreadableRecordException unreadable) {
      log.malformed(context, unreadable.getMessage());
    }
    return Optional.empty();
  }

  private static boolean isPossible(PartitionCounts counts) {
    return ModelVersion.isPossible(counts.getModelName(), counts.getModelVersion())
        && counts.getBucketStart().toEpochMilli() >= 0
        && counts.getDelays().stream()
            .allMatch(delay -> isPossible(delay.getBin(), LogHistogram.BINS, delay.getCount()))
        && counts.getPredictedClasses().stream().allMatch(each -> isPossible(each.getCount()))
        && counts.getConfidences().stream()
            .allMatch(each -> isPossible(each.getBin(), ConfidenceHistogram.BINS, each.getCount()))
        && isPossible(counts.getConfidencesOutside())
        && counts.getImageStatistics().isEmpty() // they did not count them
        && counts.getImageStatisticsOutside() == 0;
  }

  private static boolean isPossible(int bin, int bins, long count) {
    return bin >= 0 && bin < bins && isPossible(count);
  }

  private static boolean isPossible(long count) {
    return count >= 0 && count <= MAX_COUNT;
  }
}
