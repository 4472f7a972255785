package dev.sightline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void theMedianOfAnOddNumberIsTheMiddleOne() {
    assertThat(Figures.of(9, 1, 4)).isEqualTo(new Figures(4, 1, 9));
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
    assertThat(Figures.of(9, 1, 4, 6)).isEqualTo(new Figures(5, 1, 9));
  }

  @Test
  void readsAsMedianLeastAndGreatest() {
    assertThat(Figures.of(1234.5, 0.04, 2).text(1)).isEqualTo("2.0 (0.0–1,234.5)");
  }

  @Test
  void nothingHasNoMedian() {
    assertThatThrownBy(() -> Figures.of()).hasMessage("no values");
  }
}
