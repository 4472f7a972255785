package dev.sightline.topology.monitoring.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.CellCount;
import dev.sightline.schemas.ClassCount;
import dev.sightline.schemas.ImageHistogram;
import dev.sightline.schemas.PartitionCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CountsTest {

  private static PartitionCounts bucket(int value) {
    return PartitionCounts.newBuilder()
        .setModelName("cifar")
        .setModelVersion(1)
        .setBucketStart(Instant.EPOCH)
        .setPredictions(value)
        .setCells(
            List.of(new CellCount("cat", "dog", value - 3L), new CellCount("c" + value, "dog", 1L)))
        .setDelays(List.of())
        .setPredictedClasses(List.of(new ClassCount("dog", (long) value)))
        .setConfidencesOutside(value)
        .setImageStatistics(List.of(new ImageHistogram("red", value, List.of(1L, (long) value))))
        .setImageStatisticsOutside(value)
        .build();
  }

  private static Counts counts(List<Integer> values) {
    Counts counts = new Counts();
    values.forEach(value -> counts.add(bucket(value)));
    return counts;
  }

  @Property(tries = 200)
  void whatEntersAndLeavesAgainIsAsIfItHadNotBeen(
      @ForAll @Size(max = 8) List<@IntRange(max = 6) Integer> stays,
      @ForAll @Size(max = 8) List<@IntRange(max = 6) Integer> leaves) {
    List<Integer> both = new ArrayList<>(leaves);
    both.addAll(stays);
    Counts sum = counts(both);
    sum.subtract(counts(leaves));

    assertSame(sum, counts(stays));
  }

  @Test
  void nothingIsLeftOfAllThatWasTakenBack() {
    Counts sum = counts(List.of(1, 2, 3));
    sum.subtract(counts(List.of(3, 1)));
    sum.subtract(counts(List.of(2)));
    assertThat(sum.isEmpty()).isTrue();
  }

  private static void assertSame(Counts found, Counts expected) {
    assertThat(found.predictions()).isEqualTo(expected.predictions());
    assertThat(found.cells()).isEqualTo(expected.cells());
    assertThat(found.classes()).isEqualTo(expected.classes());
    assertThat(found.delays().counts()).isEqualTo(expected.delays().counts());
    assertThat(found.confidences().counts()).isEqualTo(expected.confidences().counts());
    assertThat(found.confidences().outside()).isEqualTo(expected.confidences().outside());
    assertThat(found.images().records()).isEqualTo(expected.images().records());
    assertThat(found.images().outside()).isEqualTo(expected.images().outside());
  }
}
