package dev.sightline.benchmarks.alarms.images;

import java.util.SplittableRandom;

/** Images in order by chance, some of which get a label that comes later. For one thread. */
final class ImageStream {
  private final Labelling labelling;
  private final SplittableRandom random;
  private final Seen.Label[] onTheWay;
  private int images;

  /**
   * How labels come.
   *
   * @param coverage the share of images that get one
   * @param delay how many images come before it does, 1 or more
   */
  record Labelling(double coverage, int delay) {}

  ImageStream(Labelling labelling, SplittableRandom random) {
    this.labelling = labelling;
    this.random = random;
    this.onTheWay = new Seen.Label[labelling.delay];
  }

  /** The next image, drawn from what there is now. */
  Seen next(Drift now) {
    int image = now.draw(random);
    int predicted = now.images().predicted().top1(image);
    int place = images++ % onTheWay.length;
    Seen.Label arrived = onTheWay[place];
    onTheWay[place] =
        random.nextDouble() < labelling.coverage
            ? new Seen.Label(now.label(image, random), predicted)
            : null;
    return new Seen(
        predicted,
        now.images().predicted().confidence(image),
        now.images().statistics()[image],
        arrived);
  }
}
