package dev.sightline.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Pace PACE =
      new Pace(32, 3200, 2_000_000_000L, OptionalLong.of(1_500_000_000L));

  @Test
  void isImagesPerSecond() {
    assertThat(PACE.imagesPerSecond()).isEqualTo(1600);
  }

  @Test
  void whatIsNotInTheSessionIsOutsideIt() {
    assertThat(PACE.outsideSession()).hasValue(0.25);
  }

  @Test
  void isReadAsWritten() {
    Pace without = new Pace(64, 6400, 5, OptionalLong.empty());

    assertThat(Pace.parse(Stream.of("versions 1", PACE.line(), "a note", without.line())))
        .containsExactly(PACE, without);
    assertThat(without.outsideSession()).isEmpty();
  }
}
