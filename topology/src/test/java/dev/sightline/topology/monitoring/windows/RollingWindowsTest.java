package dev.sightline.topology.monitoring.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RollingWindowsTest {
  private final RollingWindows windows = new RollingWindows(settings(30, 10));

  private static MetricsSettings settings(long sizeMs, long advanceMs) {
    return new MetricsSettings(
        Duration.ofMillis(100),
        Duration.ofMillis(sizeMs),
        Duration.ofMillis(advanceMs),
        Duration.ofMillis(7),
        Duration.ofMillis(1));
  }

  @Test
  void aBucketIsPartOfSizeByAdvanceWindows() {
    assertThat(windows.windowsOf(50)).containsExactly(30L, 40L, 50L);
    assertThat(windows.windowsOf(10)).containsExactly(0L, 10L);
    assertThat(windows.windowsOf(55)).as("one that begins between").containsExactly(30L, 40L, 50L);
  }

  @Property
  void aTimestampIsInEachWindowOfItsBucket(@ForAll @LongRange(min = 0, max = 1L << 45) long at) {
    long bucket = windows.bucketOf(at);
    assertThat(windows.windowsOf(bucket))
        .allSatisfy(start -> assertThat(at).isBetween(start, windows.endOf(start) - 1))
        .allSatisfy(start -> assertThat(bucket).isBetween(start, windows.endOf(start) - 10));
  }

  @Property
  void asLongAsABucketIsOpenAllItsWindowsAreHeld(
      @ForAll @LongRange(min = 0, max = 1000) long at,
      @ForAll @LongRange(min = 0, max = 1500) long streamTimeMs) {
    long bucket = windows.bucketOf(at);
    if (windows.isOpen(bucket, 10, streamTimeMs)) {
      assertThat(windows.windowsOf(bucket)).allMatch(start -> windows.isHeld(start, streamTimeMs));
    }
  }

  @Property
  void theFirstWindowThatIsHeldIsTheFirst(
      @ForAll @LongRange(min = -1, max = 1500) long streamTimeMs) {
    long first = windows.firstHeld(streamTimeMs);
    assertThat(windows.bucketOf(first)).isEqualTo(first);
    assertThat(windows.isHeld(first, streamTimeMs)).isTrue();
    assertThat(first == 0 || !windows.isHeld(first - 10, streamTimeMs)).isTrue();
  }

  @Test
  void badSettingsAreNamedTogether() {
    assertThatThrownBy(
            () ->
                new MetricsSettings(
                    Duration.ZERO,
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(-1),
                    Duration.ofSeconds(-2),
                    Duration.ofNanos(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("retention")
        .hasMessageContaining("windowAdvance")
        .hasMessageContaining("grace")
        .hasMessageContaining("emitInterval");
    assertThatThrownBy(() -> settings(30, 20))
        .hasMessageContaining("multiple of windowAdvance, found PT0.03S and PT0.02S");
  }
}
