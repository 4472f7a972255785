package dev.sightline.images.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.schemas.ImageStatistics;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageMeasureTest {
  /** An image and what Pillow, NumPy and OpenCV say of it: see ask_opencv.py. */
  record Case(String title, int height, int width, byte[] rgb, JsonNode says, JsonNode ofOpenCv) {
    @Override
    public String toString() {
      return title;
    }

    ImageStatistics statistics() {
      return new ImageMeasure(height, width).of(rgb, 0, width, height);
    }
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream file =
        ImageMeasureTest.class.getResourceAsStream("/image-statistics/vectors.json")) {
      JsonNode cases = new ObjectMapper().readTree(file).required("cases");
      assertThat(cases).isNotEmpty();
      return StreamSupport.stream(cases.spliterator(), false).map(ImageMeasureTest::of);
    }
  }

  private static Case of(JsonNode json) {
    return new Case(
        json.required("title").textValue(),
        json.required("height").intValue(),
        json.required("width").intValue(),
        Base64.getDecoder().decode(json.required("rgb").textValue()),
        json.required("says"),
        json.required("opencv_luma"));
  }

  private static void assertSaid(Case image, JsonNode said, double tolerance) {
    ImageStatistics found = image.statistics();
    said.fields()
        .forEachRemaining(
            each -> {
              double expected = each.getValue().doubleValue();
              assertThat(ImageStatistic.of(each.getKey()).orElseThrow().of(found))
                  .as(each.getKey())
                  .isCloseTo(
                      expected,
                      org.assertj.core.data.Offset.offset(tolerance * Math.max(1, expected)));
            });
  }

  /** Half a unit in the last place of float32 is 6e-8 of the value. */
  @ParameterizedTest
  @MethodSource("cases")
  void theyAreWhatPillowNumpyAndOpenCvSay(Case image) {
    assertSaid(image, image.says, 1e-7);
  }

  /** By another rounding of the luma: a level in some pixels. */
  @ParameterizedTest
  @MethodSource("cases")
  void theLumaOfOpenCvMakesLittleDifference(Case image) {
    assertSaid(image, image.ofOpenCv, 0.002);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void eachIsWithinItsRange(Case image) {
    ImageStatistics found = image.statistics();

    for (ImageStatistic statistic : ImageStatistic.values()) {
      assertThat(statistic.bins().of(statistic.of(found))).as(statistic.key()).isPresent();
    }
  }

  @Test
  void theGreatestContrastAndSharpnessAreInTheLastBins() throws IOException {
    double contrast = cases().mapToDouble(each -> each.statistics().getContrast()).max().orElse(0);
    double sharpness =
        cases().mapToDouble(each -> each.statistics().getSharpness()).max().orElse(0);

    assertThat(ImageStatistic.CONTRAST.bins().of(contrast)).hasValue(127);
    assertThat(ImageStatistic.SHARPNESS.bins().of(sharpness)).hasValue(159);
  }

  /** What an image leaves behind must not show in the next, wherever it lies in the array. */
  @Test
  void oneAfterAnotherTheyAreTheSame() throws IOException {
    Case[] images =
        cases().filter(each -> each.height == 32 && each.width == 32).toArray(Case[]::new);
    ImageMeasure statistics = new ImageMeasure(32, 32);
    assertThat(images).hasSizeGreaterThan(5);
    for (int i = 0; i < images.length; i++) {
      byte[] array = new byte[7 + images[i].rgb.length + 5];
      Arrays.fill(array, (byte) i);
      System.arraycopy(images[i].rgb, 0, array, 7, images[i].rgb.length);

      assertThat(statistics.of(array, 7, 32, 32)).isEqualTo(images[i].statistics());
    }
  }

  @Test
  void widthAndHeightAreThoseBeforeResizing() {
    ImageStatistics found = new ImageMeasure(2, 2).of(new byte[12], 0, 640, 480);

    assertThat(found.getWidth()).isEqualTo(640);
    assertThat(found.getHeight()).isEqualTo(480);
  }

  @Test
  void anImageThatIsNotThereIsRefused() {
    ImageMeasure statistics = new ImageMeasure(2, 2);

    assertThatThrownBy(() -> statistics.of(new byte[12], 1, 2, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new ImageMeasure(0, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("height and width must be positive, are 0 and 2");
  }
}
