package dev.sightline.benchmarks.alarms.images;

import dev.sightline.images.DecodeLimits;
import dev.sightline.images.Decoded;
import dev.sightline.images.Decoding;
import dev.sightline.images.ImageDecoder;
import dev.sightline.images.statistics.ImageMeasure;
import dev.sightline.inference.ImageClassifier;
import dev.sightline.schemas.ImageStatistics;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.evaluation.PredictedImages;
import dev.sightline.trainer.evaluation.ScoredImages;
import java.util.SplittableRandom;

/**
 * Images under one condition, as a worker sees them: what each is taken for, and what it looks
 * like. Read-only, for many threads.
 *
 * @param predicted what each is, and what it was taken for
 * @param statistics what each looks like
 */
record JudgedImages(PredictedImages predicted, ImageStatistics[] statistics) {

  /** Distorts images, and decodes, measures and scores what comes of it as a worker would. */
  static JudgedImages of(
      Examples images, Distortion distortion, ImageClassifier model, int classes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    ImageMeasure measure = new ImageMeasure(images.height(), images.width());
    byte[] pixels = new byte[images.pixels().length];
    ImageStatistics[] statistics = new ImageStatistics[images.size()];
    try (ImageDecoder decoder =
        new ImageDecoder(
            images.height(), images.width(), ResizeMethod.AREA, DecodeLimits.DEFAULT)) {
      for (int i = 0; i < images.size(); i++) {
        int at = i * images.imageBytes();
        Decoding decoding =
            decoder.decode(
                distortion.of(
                    new Distortion.Pixels(images.image(i), images.height(), images.width()),
                    random),
                pixels,
                at);
        if (!(decoding instanceof Decoded decoded)) {
          throw new IllegalStateException("image " + i + " can't be decoded: " + decoding);
        }
        statistics[i] = measure.of(pixels, at, decoded.width(), decoded.height());
      }
    }
    Examples seen = new Examples(images.height(), images.width(), pixels, images.labels());
    return new JudgedImages(ScoredImages.of(model, seen, classes).predicted(), statistics);
  }

  int count() {
    return statistics.length;
  }

  int actual(int image) {
    return predicted.labels()[image];
  }
}
