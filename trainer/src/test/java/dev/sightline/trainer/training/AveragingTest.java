package dev.sightline.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AveragingTest {
  @Test
  void isDueAfterEverySoManySteps() {
    Averaging averaging = new Averaging(3, 0.9);
    assertThat(LongStream.rangeClosed(1, 9).filter(averaging::isDue)).containsExactly(3L, 6L, 9L);
    assertThat(LongStream.rangeClosed(1, 9).filter(Averaging.NONE::isDue)).isEmpty();
  }

  @Test
  void keepsWhatItsStepsLeaveAndLessOfItEarly() {
    Averaging averaging = new Averaging(5, 0.95);
    double atTheEnd = 0.95 * 0.95 * 0.95 * 0.95 * 0.95;
    assertThat(averaging.keepAt(0)).isZero();
    assertThat(averaging.keepAt(0.5)).isCloseTo(atTheEnd / 8, within(1e-12));
    assertThat(averaging.keepAt(1)).isCloseTo(atTheEnd, within(1e-12));
    assertThat(averaging.keepAt(1.2)).isCloseTo(atTheEnd, within(1e-12));
  }
}
