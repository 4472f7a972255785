package dev.sightline.topology.monitoring.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BucketSpansTest {
  @Test
  void bucketsOfEarlierSettingsAreRememberedToTheirEnd() {
    BucketSpans spans = BucketSpans.of(0, 10).inLengthsOf(5, OptionalLong.of(100));

    assertThat(spans.untilMsByLengthMs()).isEqualTo(Map.of(10L, 110L));
    assertThat(spans.make(95, 125)).as("cuts a bucket").isFalse();
    assertThat(spans.make(100, 130)).isTrue();
  }

  @Test
  void theLengthThatIsInUseAgainIsNoOtherLength() {
    BucketSpans spans =
        BucketSpans.of(0, 10)
            .inLengthsOf(5, OptionalLong.of(100))
            .inLengthsOf(10, OptionalLong.of(125));

    assertThat(spans.untilMsByLengthMs()).isEqualTo(Map.of(5L, 130L));
  }
}
