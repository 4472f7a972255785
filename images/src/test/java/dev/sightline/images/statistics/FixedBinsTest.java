package dev.sightline.images.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FixedBinsTest {

  @ParameterizedTest
  @EnumSource
  void eachBinHoldsItsLowerBoundAndNotItsUpperOne(ImageStatistic statistic) {
    FixedBins bins = statistic.bins();
    for (int bin = 0; bin < bins.count(); bin++) {
      assertThat(bins.of(bins.lowerBound(bin))).hasValue(bin);
      assertThat(bins.of(Math.nextDown(bins.upperBound(bin)))).hasValue(bin);
    }
    assertThat(bins.of(bins.upperBound(bins.count() - 1)))
        .as("the greatest of all")
        .hasValue(bins.count() - 1);
  }

  /** They are in manifests, windows and stores: these numbers stay. */
  @ParameterizedTest
  @CsvSource({
    "BRIGHTNESS, 128, 0, 0",
    "BRIGHTNESS, 128, 1.999, 0",
    "BRIGHTNESS, 128, 2, 1",
    "BLUE, 128, 255, 127",
    "CONTRAST, 128, 64.5, 64",
    "CONTRAST, 128, 127.5, 127",
    "SHARPNESS, 160, 0, 0",
    "SHARPNESS, 160, 0.7, 0",
    "SHARPNESS, 160, 1024, 80",
    "SHARPNESS, 160, 1023.9, 79",
    "WIDTH, 256, 1, 0",
    "WIDTH, 256, 32, 80",
    "WIDTH, 256, 640, 149",
    "HEIGHT, 256, 1024, 160",
    "HEIGHT, 256, 1080, 161",
    "HEIGHT, 256, 65535, 255",
  })
  void theBinsAreThoseThatTheSchemaTells(
      ImageStatistic statistic, int count, double value, int bin) {
    assertThat(statistic.bins().count()).isEqualTo(count);
    assertThat(statistic.bins().of(value)).hasValue(bin);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        -1e-9,
        255.001,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        -Double.MAX_VALUE
      })
  void whatCannotBeIsInNoBin(double value) {
    assertThat(ImageStatistic.RED.bins().of(value)).isEmpty();
  }

  @Test
  void minusZeroIsZero() {
    assertThat(ImageStatistic.RED.bins().of(-0.0)).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 128})
  void aBinThatDoesNotExistIsRefused(int bin) {
    assertThatThrownBy(() -> ImageStatistic.RED.bins().lowerBound(bin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a bin from 0 to 127, found " + bin);
  }
}
