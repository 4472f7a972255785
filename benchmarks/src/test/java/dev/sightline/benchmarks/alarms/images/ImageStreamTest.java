package dev.sightline.benchmarks.alarms.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.benchmarks.alarms.images.ImageStream.Labelling;
import dev.sightline.schemas.ImageStatistics;
import dev.sightline.trainer.evaluation.PredictedImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageStreamTest {
  private static final int MANY = 20_000;

  /** Four images of two classes; one of the second is taken for the first. */
  private static final Drift WITHOUT =
      Drift.of(
          "none",
          new JudgedImages(
              new PredictedImages(
                  2,
                  new int[] {0, 0, 1, 1},
                  new int[] {0, 0, 1, 0},
                  new float[] {0.9f, 0.8f, 0.7f, 0.6f},
                  new float[] {0.9f, 0.8f, 0.7f, 0.4f}),
              IntStream.range(0, 4)
                  .mapToObj(i -> new ImageStatistics(1f * i, 0f, 0f, 0f, 0f, 0f, 32, 32))
                  .toArray(ImageStatistics[]::new)));

  private static List<Seen> draw(Drift drift, Labelling labelling, int count) {
    ImageStream stream = new ImageStream(labelling, new SplittableRandom(7));
    List<Seen> seen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      seen.add(stream.next(drift));
    }
    return seen;
  }

  private static double shareOfSecond(Drift drift) {
    return draw(drift, new Labelling(1, 1), MANY).stream()
            .filter(image -> image.statistics().getBrightness() >= 2)
            .count()
        / (double) MANY;
  }

  @Test
  void aLabelComesAsManyImagesLaterAsItIsToldAndIsOfThatImage() {
    List<Seen> seen = draw(WITHOUT, new Labelling(1, 3), 100);

    assertThat(seen.subList(0, 3)).extracting(Seen::label).containsOnlyNulls();
    for (int i = 3; i < seen.size(); i++) {
      Seen earlier = seen.get(i - 3);
      int actual = earlier.statistics().getBrightness() >= 2 ? 1 : 0;
      assertThat(seen.get(i).label()).isEqualTo(new Seen.Label(actual, earlier.predicted()));
    }
  }

  @Test
  void asManyImagesGetALabelAsTheCoverageSays() {
    long labels =
        draw(WITHOUT, new Labelling(0.3, 5), MANY).stream()
            .map(Seen::label)
            .filter(Objects::nonNull)
            .count();

    assertThat((double) labels / MANY).isCloseTo(0.3, within(0.02));
  }

  @Test
  void theSameSeedDrawsTheSameImages() {
    assertThat(draw(WITHOUT, new Labelling(0.5, 2), 50))
        .isEqualTo(draw(WITHOUT, new Labelling(0.5, 2), 50));
  }

  @Test
  void aClassComesAsOftenAsItsShareSays() {
    assertThat(shareOfSecond(WITHOUT)).isCloseTo(0.5, within(0.02));
    assertThat(shareOfSecond(WITHOUT.withShare("", 1, 0.2))).isCloseTo(0.2, within(0.02));
    assertThat(shareOfSecond(WITHOUT.withShare("", 1, 0))).isZero();
  }

  @Test
  void theAccuracyIsThatOfWhatIsDrawnAndOfItsLabels() {
    assertThat(WITHOUT.accuracy()).isCloseTo(0.75, within(1e-12));
    assertThat(WITHOUT.withShare("", 1, 0).accuracy()).isEqualTo(1);

    Drift flipped = WITHOUT.withFlips("", 0.2);
    assertThat(flipped.accuracy()).isCloseTo(0.75 * 0.8 + 0.25 * 0.2, within(1e-12));
    long right =
        draw(flipped, new Labelling(1, 1), MANY).stream()
            .map(Seen::label)
            .filter(label -> label != null && label.isRight())
            .count();
    assertThat((double) right / MANY).isCloseTo(flipped.accuracy(), within(0.02));
  }
}
