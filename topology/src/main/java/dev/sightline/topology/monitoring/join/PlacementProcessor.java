package dev.sightline.topology.monitoring.join;

import java.util.Optional;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Passes on the records of an input that take one of the two ways to the join: straight, because
 * they stand in the partition of their key, or through a repartition topic. Keys and values stay
 * the bytes that came; headers become the record's {@link Origin}.
 *
 * <p>A record that a repartition topic might not take, without a key or of more than {@value
 * #MAX_BYTES} bytes, goes there without its bytes and with the reason: it is malformed, and is
 * counted where all others are.
 */
public final class PlacementProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  /** Half of what brokers and producers take by default. */
  static final int MAX_BYTES = 512 << 10;

  private static final byte[] NO_KEY = {};

  private enum Way {
    STRAIGHT,
    REPARTITIONED
  }

  /** Which records are passed on. */
  private interface Choice {
    boolean takes(byte[] key, int partition);
  }

  private final Way way;
  private final Choice choice;
  private ProcessorContext<byte[], byte[]> context;

  private PlacementProcessor(Way way, Choice choice) {
    this.way = way;
    this.choice = choice;
  }

  /** Passes all records on to a repartition topic. */
  public static PlacementProcessor ofAll() {
    return new PlacementProcessor(Way.REPARTITIONED, (key, partition) -> true);
  }

  /** Passes on what stands in its place among so many partitions, or has no key and so no place. */
  public static PlacementProcessor ofPlaced(int partitions) {
    return new PlacementProcessor(
        Way.STRAIGHT, (key, partition) -> isInPlace(key, partition, partitions));
  }

  /** Passes on to a repartition topic what {@link #ofPlaced} leaves. */
  public static PlacementProcessor ofMisplaced(int partitions) {
    return new PlacementProcessor(
        Way.REPARTITIONED, (key, partition) -> !isInPlace(key, partition, partitions));
  }

  private static boolean isInPlace(byte[] key, int partition, int partitions) {
    return key == null || Placement.of(key, partitions) == partition;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata at = context.recordMetadata().orElseThrow();
    if (!choice.takes(record.key(), at.partition())) {
      return;
    }
    if (way == Way.STRAIGHT) {
      context.forward(record.withHeaders(new RecordHeaders()));
      return;
    }
    Optional<String> refusal = refusal(record);
    Record<byte[], byte[]> sent =
        refusal.isPresent() ? new Record<>(NO_KEY, null, record.timestamp()) : record;
    context.forward(sent.withHeaders(new Origin(at.partition(), at.offset(), refusal).headers()));
  }

  private static Optional<String> refusal(Record<byte[], byte[]> record) {
    if (record.key() == null) {
      return Optional.of("no key");
    }
    long bytes = record.key().length + length(record.value());
    return bytes > MAX_BYTES
        ? Optional.of("%d bytes, at most %d".formatted(bytes, MAX_BYTES))
        : Optional.empty();
  }

  private static long length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
