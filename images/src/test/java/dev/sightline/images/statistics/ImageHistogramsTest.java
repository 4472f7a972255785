package dev.sightline.images.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.ImageHistogram;
import dev.sightline.schemas.ImageStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageHistogramsTest {
  private final ImageHistograms histograms = new ImageHistograms();

  private static ImageStatistics image(double brightness, int width) {
    return new ImageStatistics((float) brightness, 40f, 900f, 110f, 120f, 130f, width, 480);
  }

  private static ImageStatistics random(Random random) {
    return new ImageStatistics(
        255 * random.nextFloat(),
        127 * random.nextFloat(),
        (float) Math.pow(10, 6 * random.nextDouble()),
        255 * random.nextFloat(),
        255 * random.nextFloat(),
        random.nextInt(20) == 0 ? Float.NaN : 255 * random.nextFloat(),
        1 + random.nextInt(5000),
        1 + random.nextInt(5000));
  }

  @Test
  void eachStatisticIsCountedOnce() {
    histograms.add(image(10, 640));
    histograms.add(image(11, 641));
    histograms.add(image(20, 640));

    assertThat(histograms.records())
        .hasSize(ImageStatistic.values().length)
        .contains(
            new ImageHistogram("brightness", 5, List.of(2L, 0L, 0L, 0L, 0L, 1L)),
            new ImageHistogram("contrast", 40, List.of(3L)),
            new ImageHistogram("width", 149, List.of(3L)));
    assertThat(histograms.total(ImageStatistic.HEIGHT)).isEqualTo(3);
    assertThat(histograms.counts(ImageStatistic.BRIGHTNESS)).hasSize(128).contains(2, 1);
  }

  @Test
  void theSumOfPartsInAnyOrderIsTheWholeAndWhatIsTakenBackIsGone() {
    Random random = new Random(7);
    ImageHistograms whole = new ImageHistograms();
    List<ImageHistograms> parts = new ArrayList<>();
    for (int part = 0; part < 5; part++) {
      ImageHistograms some = new ImageHistograms();
      for (int i = 0; i < 40 * part; i++) {
        ImageStatistics image = random(random);
        some.add(image);
        whole.add(image);
      }
      parts.add(random.nextInt(parts.size() + 1), some);
    }
    ImageHistograms before = new ImageHistograms();
    before.add(image(3, 4));
    ImageHistograms sum = new ImageHistograms();
    sum.add(before);
    parts.forEach(
        part -> {
          sum.add(part.records()); // as a record, or as it is
          sum.addOutside(part.outside());
        });
    sum.subtract(before);

    assertThat(sum.records()).isEqualTo(whole.records());
    assertThat(sum.outside()).isEqualTo(whole.outside()).isPositive();

    parts.forEach(sum::subtract);
    assertThat(sum.isEmpty()).isTrue();
  }

  static Stream<ImageStatistics> impossible() {
    return Stream.of(
        image(Double.NaN, 640),
        image(-1, 640),
        image(256, 640),
        image(Double.POSITIVE_INFINITY, 640),
        image(10, -1),
        image(10, 0),
        image(10, 65_536),
        new ImageStatistics(1f, 1f, -0.1f, 1f, 1f, 1f, 1, 1),
        new ImageStatistics(1f, 128f, 1f, 1f, 1f, 1f, 1, 1),
        new ImageStatistics(1f, 1f, 1f, 1f, 1f, 1f, 1, Integer.MIN_VALUE));
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void anImageOfWhichOneStatisticCannotBeIsOutsideAndInNoBin(ImageStatistics image) {
    histograms.add(image);

    assertThat(histograms.outside()).isEqualTo(1);
    assertThat(histograms.records()).isEmpty();
    assertThat(histograms.isEmpty()).isFalse();
  }

  @Nested
  class WhenRecordsHoldWhatDoesNotExist {
    @Test
    void aStatisticIsRefusedAndLeftOutWhereReadersMay() {
      List<ImageHistogram> later =
          List.of(
              new ImageHistogram("saturation", 900, List.of(3L)),
              new ImageHistogram("red", 3, List.of(4L)));

      assertThatThrownBy(() -> histograms.add(later))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected one of [brightness,")
          .hasMessageEndingWith("found saturation");
      assertThat(ImageHistograms.ofKnown(later).records())
          .containsExactly(new ImageHistogram("red", 3, List.of(4L)));
    }

    @Test
    void aBinIsRefused() {
      assertThatThrownBy(
              () -> histograms.add(List.of(new ImageHistogram("red", 127, List.of(1L, 1L)))))
          .hasMessage("expected a bin from 0 to 127, found 128");
      assertThatThrownBy(() -> histograms.add(List.of(new ImageHistogram("red", -1, List.of(1L)))))
          .hasMessage("expected a bin from 0 to 127, found -1");
    }

    @Test
    void aNegativeCountIsRefused() {
      assertThatThrownBy(() -> histograms.add(List.of(new ImageHistogram("red", 0, List.of(-1L)))))
          .hasMessage("expected a count of 0 or more, found -1");
      assertThatThrownBy(() -> histograms.addOutside(-1))
          .hasMessage("expected a count of 0 or more, found -1");
    }

    @Test
    void moreThanThereIsCannotBeTakenBack() {
      ImageHistograms other = new ImageHistograms();
      other.add(image(10, 640));

      assertThatThrownBy(() -> histograms.subtract(other))
          .hasMessage("expected a count of 0 or more, found -1");
    }
  }
}
