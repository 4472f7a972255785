package dev.sightline.benchmarks.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AgreementTest {
  private static final float[] ONE = {0.75f, 0.25f, 0.5f, 0.5f};

  @Test
  void theLargestDifferenceIsThatOfAnyProbability() {
    Agreement agreement = Agreement.of(ONE, new float[] {0.75f, 0.25f, 0.5f, 0.25f}, 2);

    assertThat(agreement.largest()).isEqualTo(0.25);
    assertThat(agreement.images()).isEqualTo(2);
    assertThat(agreement.isWithin(0.25)).isTrue();
    assertThat(agreement.isWithin(0.24)).isFalse();
  }

  @Test
  void imagesWithAnotherTopClassAreCounted() {
    assertThat(Agreement.of(ONE, new float[] {0.25f, 0.75f, 0.5f, 0.5f}, 2).otherTop1())
        .isEqualTo(1);
  }

  @Test
  void saysHowDecidedTheFirstAnswerIs() {
    assertThat(Agreement.of(ONE, ONE, 2).decided()).isCloseTo(0.625, within(1e-9));
  }

  @Test
  void noNumberIsNoAgreement() {
    assertThat(Agreement.of(ONE, new float[] {0.75f, Float.NaN, 0.5f, 0.5f}, 2).isWithin(1))
        .isFalse();
  }

  @Test
  void answersToOtherImagesAreRefused() {
    assertThatThrownBy(() -> Agreement.of(ONE, new float[2], 2))
        .hasMessage("4 probabilities beside 2");
  }
}
