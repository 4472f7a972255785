package dev.sightline.topology.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.images.RejectionReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadLetterReasonTest {
  @ParameterizedTest
  @EnumSource
  void eachRejectionOfAnImageIsOneOfTheReasonsUnderItsOwnName(RejectionReason rejection) {
    assertThat(DeadLetterReason.of(rejection).name()).isEqualTo(rejection.name());
  }
}
