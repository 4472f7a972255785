package dev.sightline.trainer.report.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EpochAxisTest {
  @Test
  void itBeginsAtTheFirstEpochAndEndsAtTheLast() {
    EpochAxis axis = EpochAxis.of(8);

    assertThat(axis.first()).isEqualTo(1);
    assertThat(axis.last()).isEqualTo(8);
    assertThat(axis.label(1)).isEqualTo("1");
    assertThat(axis.label(8)).isEqualTo("8");
    assertThat(axis.label(2.5)).isEmpty();
  }

  @Test
  void aSingleEpochStandsAtTheStartAndNoOtherIsNamed() {
    EpochAxis axis = EpochAxis.of(1);

    assertThat(axis.first()).isEqualTo(1);
    assertThat(axis.last()).isGreaterThan(1);
    assertThat(axis.label(1)).isEqualTo("1");
    assertThat(axis.label(2)).isEmpty();
  }
}
