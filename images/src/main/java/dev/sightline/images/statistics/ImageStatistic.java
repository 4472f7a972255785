package dev.sightline.images.statistics;

import dev.sightline.images.DecodeLimits;
import dev.sightline.schemas.ImageStatistics;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A number that says what an image looks like, with the bins that it is counted in; {@link
 * ImageMeasure} defines them. A name stands for its bins too: they are in manifests, windows and
 * stores, so other bins would take another name.
 */
public enum ImageStatistic {
  BRIGHTNESS(levels(), ImageStatistics::getBrightness),
  CONTRAST(FixedBins.equal(128, 1, 127.5), ImageStatistics::getContrast),
  SHARPNESS(FixedBins.geometric(160, 8, 0, 1_040_400), ImageStatistics::getSharpness),
  RED(levels(), ImageStatistics::getRed),
  GREEN(levels(), ImageStatistics::getGreen),
  BLUE(levels(), ImageStatistics::getBlue),
  WIDTH(sides(), ImageStatistics::getWidth),
  HEIGHT(sides(), ImageStatistics::getHeight);

  private final FixedBins bins;
  private final ToDoubleFunction<ImageStatistics> reading;

  ImageStatistic(FixedBins bins, ToDoubleFunction<ImageStatistics> reading) {
    this.bins = bins;
    this.reading = reading;
  }

  private static FixedBins levels() {
    return FixedBins.equal(128, 2, 255);
  }

  /** A sixteenth of an octave, 4.4%: common sizes, such as 1024 and 1080, are told apart. */
  private static FixedBins sides() {
    return FixedBins.geometric(256, 16, 1, DecodeLimits.MAX_SIDE);
  }

  /** The statistic of a name, as records give it; empty for one of a later version. */
  public static Optional<ImageStatistic> of(String key) {
    return Arrays.stream(values()).filter(each -> each.key().equals(key)).findFirst();
  }

  /** Its name in records and meters, in lower case: that of its field. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its bins. */
  public FixedBins bins() {
    return bins;
  }

  /** What it is of an image. */
  public double of(ImageStatistics image) {
    return reading.applyAsDouble(image);
  }
}
