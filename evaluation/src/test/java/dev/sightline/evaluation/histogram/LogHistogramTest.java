package dev.sightline.evaluation.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class LogHistogramTest {

  @Test
  void binsStandSideBySideFromZeroToTheLargestLong() {
    assertThat(LogHistogram.shortestMs(0)).isZero();
    assertThat(LogHistogram.longestMs(0)).isZero();
    assertThat(LogHistogram.longestMs(LogHistogram.BINS - 1)).isEqualTo(Long.MAX_VALUE);
    for (int bin = 1; bin < LogHistogram.BINS; bin++) {
      assertThat(LogHistogram.shortestMs(bin)).isEqualTo(LogHistogram.longestMs(bin - 1) + 1);
      assertThat((double) LogHistogram.longestMs(bin) / LogHistogram.shortestMs(bin))
          .isBetween(1.0, 1.1);
    }
  }

  @Property
  void aDurationLiesInItsBin(@ForAll @LongRange(min = 0) long durationMs) {
    int bin = LogHistogram.binOf(durationMs);
    assertThat(durationMs).isBetween(LogHistogram.shortestMs(bin), LogHistogram.longestMs(bin));
  }

  @Property
  void theMedianIsWithinFivePercent(
      @ForAll @NotEmpty List<@LongRange(min = 0, max = 1L << 50) Long> durationsMs) {
    LogHistogram histogram = new LogHistogram();
    durationsMs.forEach(ms -> histogram.add(ms));

    List<Long> sorted = durationsMs.stream().sorted().toList();
    double median = sorted.get((sorted.size() + 1) / 2 - 1);
    assertThat((double) histogram.quantileMs(0.5).orElseThrow())
        .isBetween(0.95 * median, 1.05 * median);
  }

  @Property(tries = 200)
  void aSumOfHistogramsIsTheHistogramOfAll(
      @ForAll List<@LongRange(min = 0) Long> left, @ForAll List<@LongRange(min = 0) Long> right) {
    LogHistogram sum = new LogHistogram();
    LogHistogram other = new LogHistogram();
    LogHistogram all = new LogHistogram();
    left.forEach(ms -> sum.add(ms));
    right.forEach(ms -> other.add(ms));
    left.forEach(ms -> all.add(ms));
    right.forEach(ms -> all.add(ms));
    sum.add(other);
    assertThat(sum.counts()).isEqualTo(all.counts());
    assertThat(sum.total()).isEqualTo(left.size() + right.size());
  }

  @Property(tries = 200)
  void whatWasAddedCanBeTakenBack(
      @ForAll List<@LongRange(min = 0) Long> left, @ForAll List<@LongRange(min = 0) Long> right) {
    LogHistogram sum = new LogHistogram();
    LogHistogram other = new LogHistogram();
    left.forEach(ms -> sum.add(ms));
    right.forEach(ms -> other.add(ms));
    Map<Integer, Long> before = Map.copyOf(sum.counts());
    sum.add(other);
    sum.subtract(other);
    assertThat(sum.counts()).isEqualTo(before);
  }

  @Test
  void whatWasNotAddedCanNot() {
    LogHistogram other = new LogHistogram();
    other.add(3);
    assertThatThrownBy(() -> new LogHistogram().subtract(other))
        .hasMessage("bin 3 holds 0, can't take 1 back");
  }

  @Test
  void withoutDurationsThereIsNoQuantile() {
    assertThat(new LogHistogram().quantileMs(0.5)).isEmpty();
  }

  @Test
  void theLargestIsTheQuantileOfAll() {
    LogHistogram histogram = new LogHistogram();
    histogram.add(3);
    histogram.add(11);
    assertThat(histogram.quantileMs(1)).hasValue(11);
    assertThat(histogram.quantileMs(0.5)).hasValue(3);
  }

  @Test
  void whatIsNoDurationBinOrShareIsRefused() {
    assertThatThrownBy(() -> LogHistogram.binOf(-1)).hasMessageContaining("found -1");
    assertThatThrownBy(() -> new LogHistogram().add(LogHistogram.BINS, 1))
        .hasMessageContaining("found " + LogHistogram.BINS);
    assertThatThrownBy(() -> new LogHistogram().add(3, -1)).hasMessageContaining("found -1");
    assertThatThrownBy(() -> new LogHistogram().quantileMs(0)).hasMessageContaining("found 0.0");
  }
}
