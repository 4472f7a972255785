package dev.sightline.topology.monitoring.join;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class PlacementProcessorTest {
  private static final int PARTITIONS = 4;
  private static final byte[] VALUE = {7};

  /** What a processor passes on of a record that stands in a partition. */
  private static List<? extends CapturedForward<? extends byte[], ? extends byte[]>> passedOn(
      PlacementProcessor processor, byte[] key, byte[] value, int partition) {
    MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    context.setRecordMetadata("predictions", partition, 17);
    processor.init(context);
    Headers strange =
        new RecordHeaders()
            .add("at", new byte[] {1})
            .add("refused", "by a stranger".getBytes(UTF_8));
    processor.process(new Record<>(key, value, 5, strange));
    return context.forwarded();
  }

  private static byte[] key(int i) {
    return ("image-" + i).getBytes(UTF_8);
  }

  @Test
  void eachRecordGoesOneOfBothWays() {
    List<Integer> straight =
        IntStream.range(0, 40)
            .filter(
                i ->
                    !passedOn(PlacementProcessor.ofPlaced(PARTITIONS), key(i), VALUE, i % 4)
                        .isEmpty())
            .boxed()
            .toList();
    List<Integer> repartitioned =
        IntStream.range(0, 40)
            .filter(
                i ->
                    !passedOn(PlacementProcessor.ofMisplaced(PARTITIONS), key(i), VALUE, i % 4)
                        .isEmpty())
            .boxed()
            .toList();

    assertThat(straight).isNotEmpty().doesNotContainAnyElementsOf(repartitioned);
    assertThat(straight.size() + repartitioned.size()).isEqualTo(40);
  }

  @Test
  void whatStandsWhereAProducerOfTheJvmPutsItGoesStraight() {
    int partition = Placement.of(key(1), PARTITIONS);

    assertThat(
            Placement.<byte[], byte[]>byKey(new ByteArraySerializer())
                .partitions("topic", key(1), VALUE, PARTITIONS)
                .orElseThrow())
        .containsExactly(partition);
    assertThat(passedOn(PlacementProcessor.ofPlaced(PARTITIONS), key(1), VALUE, partition))
        .singleElement()
        .satisfies(
            forward -> {
              assertThat(forward.record().value()).isEqualTo(VALUE);
              assertThat(forward.record().timestamp()).isEqualTo(5);
              assertThat(Origin.of(forward.record().headers()))
                  .as("what a stranger's headers say")
                  .isEmpty();
            });
  }

  @Test
  void whatIsRepartitionedSaysWhereItStood() {
    assertThat(passedOn(PlacementProcessor.ofAll(), key(1), VALUE, 3))
        .singleElement()
        .satisfies(
            forward -> {
              assertThat(forward.record().key()).isEqualTo(key(1));
              assertThat(forward.record().value()).isEqualTo(VALUE);
              assertThat(Origin.of(forward.record().headers()))
                  .hasValueSatisfying(
                      origin -> {
                        assertThat(origin.partition()).isEqualTo(3);
                        assertThat(origin.offset()).isEqualTo(17);
                        assertThat(origin.refusal()).isEmpty();
                      });
            });
  }

  @Test
  void whatARepartitionTopicMightNotTakeGoesWithoutItsBytes() {
    assertRefused(key(1), new byte[PlacementProcessor.MAX_BYTES], "524295 bytes, at most 524288");
    assertRefused(new byte[PlacementProcessor.MAX_BYTES + 1], null, "524289 bytes");
    assertRefused(null, VALUE, "no key");
  }

  private static void assertRefused(byte[] key, byte[] value, String reason) {
    assertThat(passedOn(PlacementProcessor.ofAll(), key, value, 0))
        .singleElement()
        .satisfies(
            forward -> {
              assertThat(forward.record().key()).isEmpty();
              assertThat(forward.record().value()).isNull();
              assertThat(
                      Origin.of(forward.record().headers()).orElseThrow().refusal().orElseThrow())
                  .startsWith(reason);
            });
  }

  @Test
  void aPredictionWithoutAKeyGoesStraight() {
    assertThat(passedOn(PlacementProcessor.ofPlaced(PARTITIONS), null, VALUE, 2)).hasSize(1);
    assertThat(passedOn(PlacementProcessor.ofMisplaced(PARTITIONS), null, VALUE, 2)).isEmpty();
  }
}
