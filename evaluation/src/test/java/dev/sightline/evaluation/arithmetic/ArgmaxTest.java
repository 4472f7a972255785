package dev.sightline.evaluation.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ArgmaxTest {
  private static final float NAN = Float.NaN;
  private static final float LEAST = Float.NEGATIVE_INFINITY;

  @Test
  void isTheIndexOfTheLargestValue() {
    assertThat(argmax(0.2f, 0.7f, 0.1f)).isEqualTo(1);
    assertThat(argmax(-3, -2, -1)).isEqualTo(2);
    assertThat(argmax(LEAST)).isZero();
  }

  @Test
  void looksAtOneRowAloneAndCountsFromItsBeginning() {
    float[] rows = {9, 0, 1, 2, 3, 4, 8, 7};
    assertThat(Argmax.of(rows, 1, 3)).isEqualTo(2);
    assertThat(Argmax.of(rows, 4, 3)).isEqualTo(2);
  }

  @Test
  void isTheLowestIndexOfEqualValues() {
    assertThat(argmax(0.2f, 0.4f, 0.4f)).isEqualTo(1);
    assertThat(argmax(LEAST, LEAST)).isZero();
    assertThat(argmax(-0f, 0f)).isZero();
  }

  @Test
  void isTheSameOfAList() {
    assertThat(Argmax.of(List.of(0.2f, 0.4f, 0.4f))).isEqualTo(1);
  }

  @Nested
  class WhenAValueIsNoNumber {
    @Test
    void everyNumberIsLargerWhereverItStands() {
      assertThat(argmax(NAN, 0, 1)).isEqualTo(2);
      assertThat(argmax(1, NAN, 2, NAN)).isEqualTo(2);
      assertThat(argmax(2, NAN, 1)).isZero();
      assertThat(argmax(NAN, NAN, LEAST)).isEqualTo(2);
    }

    @Test
    void aRowWithoutNumbersHasTheFirstIndex() {
      assertThat(argmax(NAN, NAN)).isZero();
    }
  }

  @Nested
  class WhenThereIsNoRow {
    @Test
    void refusesAnEmptyOneAndOneBeyondTheEnd() {
      assertThatThrownBy(() -> Argmax.of(new float[2], 1, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("found 0");
      assertThatThrownBy(() -> Argmax.of(List.of())).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Argmax.of(new float[2], 1, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  private static int argmax(float... row) {
    return Argmax.of(row, 0, row.length);
  }
}
