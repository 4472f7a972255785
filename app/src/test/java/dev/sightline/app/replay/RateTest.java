package dev.sightline.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class RateTest {
  private final RateConverter converter = new RateConverter();

  @Test
  void theIntervalIsItsInverse() {
    assertThat(converter.convert("50").interval()).isEqualTo(Duration.ofMillis(20));
    assertThat(new Rate(0.5).interval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(new Rate(1e9).interval()).isEqualTo(Duration.ofNanos(1));
  }

  @Test
  void aSlowerOneWinsAndStaysWithinTheRange() {
    assertThat(new Rate(50).atMost(20)).isEqualTo(new Rate(20));
    assertThat(new Rate(50).atMost(60)).isEqualTo(new Rate(50));
    assertThat(new Rate(50).atMost(Double.POSITIVE_INFINITY)).isEqualTo(new Rate(50));
    assertThat(new Rate(50).atMost(0)).isEqualTo(new Rate(1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "NaN", "1e10", "1e-7"})
  void oneOutsideTheRangeIsRefused(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageStartingWith("expected more than 0 and at most 1e9 images a second, found ");
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> converter.convert("fast"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("'fast' is no number of images a second");
  }
}
