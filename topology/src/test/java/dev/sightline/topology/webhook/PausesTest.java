package dev.sightline.topology.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PausesTest {
  @Test
  void theyDoubleUpToTheLongest() {
    Pauses pauses = new Pauses(Duration.ofSeconds(60), new Constant(0));

    assertThat(IntStream.of(1, 2, 3, 6, 7, 1_000).mapToObj(pauses::after))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 32L, 60L, 60L);
  }

  @Test
  void chanceTakesAwayAHalfAtTheMost() {
    Pauses pauses = new Pauses(Duration.ofSeconds(60), new Constant(0.999999));

    assertThat(pauses.after(1)).isBetween(Duration.ofMillis(500), Duration.ofMillis(501));
  }

  /** Says the same each time. */
  static final class Constant extends Random {
    private final double said;

    Constant(double said) {
      this.said = said;
    }

    @Override
    public double nextDouble() {
      return said;
    }
  }
}
