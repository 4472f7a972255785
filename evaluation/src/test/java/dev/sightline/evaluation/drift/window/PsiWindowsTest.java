package dev.sightline.evaluation.drift.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PsiWindowsTest {
  private static final long[] TEN_EQUAL = new long[10];

  static {
    Arrays.fill(TEN_EQUAL, 1_000);
  }

  /** What makes it no alarm: the figures of 4,000 windows, which anybody can work out. */
  @Test
  void smallWindowsAlarmWithoutAnyDrift() {
    assertThat(shareOfAlarms(100)).isBetween(0.35, 0.45);
    assertThat(shareOfAlarms(500)).isLessThan(0.002);
  }

  private static double shareOfAlarms(int size) {
    PsiWindows windows = new PsiWindows(TEN_EQUAL, size, PsiWindows.THRESHOLD);
    SplittableRandom random = new SplittableRandom(1);
    int alarms = 0;
    for (int i = 0; i < 4_000 * size; i++) {
      alarms += windows.add(random.nextInt(10)) ? 1 : 0;
    }
    return alarms / 4_000.0;
  }

  @Test
  void aWindowOfOtherSharesIsAnAlarmAndTheNextOneStartsAnew() {
    PsiWindows windows = new PsiWindows(new long[] {50, 50}, 10, PsiWindows.THRESHOLD);

    for (int i = 0; i < 9; i++) {
      assertThat(windows.add(0)).isFalse();
    }
    assertThat(windows.add(0)).isTrue();
    for (int i = 0; i < 10; i++) {
      assertThat(windows.add(i % 2)).isFalse();
    }
  }

  @Test
  void withoutAReferenceThereIsNothingToCompareWith() {
    assertThatThrownBy(() -> new PsiWindows(new long[2], 10, 0.1))
        .hasMessage("expected a reference and a window of 1 or more, found [0, 0] and 10");
  }
}
