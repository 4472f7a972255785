package dev.sightline.evaluation.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MergedBinsTest {

  private static long[] bins(int count, long each) {
    long[] bins = new long[count];
    Arrays.fill(bins, each);
    return bins;
  }

  private static List<String> ranges(MergedBins merged) {
    return IntStream.range(0, merged.count())
        .mapToObj(group -> merged.first(group) + "-" + merged.last(group))
        .toList();
  }

  @Test
  void evenBinsBecomeDeciles() {
    MergedBins merged = MergedBins.of(bins(40, 7), 10);

    assertThat(merged.merge(bins(40, 7))).containsExactly(bins(10, 28));
    assertThat(ranges(merged)).startsWith("0-3", "4-7").endsWith("36-39");
  }

  @Test
  void theFirstAndTheLastGroupReachToTheEnds() {
    long[] reference = new long[100];
    Arrays.fill(reference, 40, 60, 5);
    MergedBins merged = MergedBins.of(reference, 10);

    assertThat(ranges(merged)).hasSize(10).startsWith("0-41").endsWith("58-99");
  }

  @Test
  void aValueThatAllHaveStandsAloneAndEachSideOfItToo() {
    long[] reference = new long[256];
    reference[80] = 1000;
    MergedBins merged = MergedBins.of(reference, 10);

    assertThat(ranges(merged)).containsExactly("0-79", "80-80", "81-255");
    assertThat(merged.merge(reference)).containsExactly(0, 1000, 0);
  }

  @Test
  void whatLiesBetweenTwoCommonValuesIsAGroup() {
    long[] reference = new long[10];
    reference[3] = 600;
    reference[6] = 400;

    assertThat(ranges(MergedBins.of(reference, 10)))
        .containsExactly("0-2", "3-3", "4-5", "6-6", "7-9");
  }

  @Property(tries = 2000)
  void eachBinIsInOneGroupAndNoGroupIsFarFromItsShare(
      @ForAll @Size(min = 1, max = 80) List<@LongRange(max = 60) Long> counts,
      @ForAll @IntRange(min = 1, max = 20) int groups) {
    long[] reference = counts.stream().mapToLong(Long::longValue).toArray();
    long total = Arrays.stream(reference).sum();
    if (total == 0) {
      return;
    }
    MergedBins merged = MergedBins.of(reference, groups);

    int next = 0;
    for (int group = 0; group < merged.count(); group++) {
      assertThat(merged.first(group)).isEqualTo(next);
      assertThat(merged.last(group)).isGreaterThanOrEqualTo(next);
      next = merged.last(group) + 1;
    }
    assertThat(next).isEqualTo(reference.length);
    assertThat(merged.count()).isLessThanOrEqualTo(2 * groups + 1);

    double share = (double) total / groups;
    long[] sums = merged.merge(reference);
    for (int group = 0; group < merged.count(); group++) {
      boolean alone = merged.first(group) == merged.last(group);
      boolean besideOneAlone =
          isAlone(reference, merged.first(group) - 1, share)
              || isAlone(reference, merged.last(group) + 1, share);
      assertThat(sums[group] <= 2.5 * share || alone).isTrue();
      assertThat(sums[group] > 0 || besideOneAlone).isTrue();
    }
  }

  private static boolean isAlone(long[] reference, int bin, double share) {
    return bin >= 0 && bin < reference.length && reference[bin] >= share;
  }

  @Nested
  class WhenThereIsNothingToMerge {
    @Test
    void aReferenceWithoutImagesIsRefused() {
      assertThatThrownBy(() -> MergedBins.of(new long[4], 10)).hasMessageContaining("10 of 0");
    }

    @Test
    void aNegativeCountIsRefused() {
      assertThatThrownBy(() -> MergedBins.of(new long[] {3, -1}, 10)).hasMessageContaining("-1");
    }

    @Test
    void otherBinsAreRefused() {
      assertThatThrownBy(() -> MergedBins.of(bins(4, 1), 2).merge(new long[5]))
          .hasMessage("expected 4 bins, found 5");
    }
  }
}
