package dev.sightline.topology.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchSizesTest {
  @Test
  void areAllUpTo32() {
    assertThat(new BatchSizes(1).all()).containsExactly(1);
    assertThat(new BatchSizes(5).all()).containsExactly(5, 4, 3, 2, 1);
    assertThat(new BatchSizes(32).all()).hasSize(32).startsWith(32, 31).endsWith(2, 1);
  }

  @Test
  void arePowersOfTwoAndTheMaximumAbove32() {
    assertThat(new BatchSizes(48).all()).hasSize(33).startsWith(48, 32, 31);
    assertThat(new BatchSizes(200).all()).hasSize(35).startsWith(200, 128, 64, 32, 31);
  }

  @Property
  void coverAnyBatchWithoutPadding(
      @ForAll @IntRange(min = 1, max = 300) int max,
      @ForAll @IntRange(min = 1, max = 900) int images) {
    BatchSizes sizes = new BatchSizes(max);
    int covered = 0;
    while (covered < images) {
      int next = sizes.next(images - covered);
      assertThat(sizes.all()).contains(next);
      covered += next;
    }
    assertThat(covered).isEqualTo(images);
  }

  @Test
  void mustHoldAtLeastOneImage() {
    assertThatThrownBy(() -> new BatchSizes(0)).hasMessageContaining("at least 1, was 0");
  }
}
