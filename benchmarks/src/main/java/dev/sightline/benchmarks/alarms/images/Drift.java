package dev.sightline.benchmarks.alarms.images;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a stream of images and labels is drawn from. Immutable, for many threads.
 *
 * @param title for people
 * @param images drawn from, with replacement
 * @param byClass their indices, by class
 * @param shares of the classes, which sum to 1
 * @param flips the share of labels that are another class than the image's
 */
record Drift(String title, JudgedImages images, int[][] byClass, double[] shares, double flips) {

  /** Images as they are. */
  static Drift of(String title, JudgedImages images) {
    int classes = images.predicted().classes();
    int[][] byClass = new int[classes][];
    double[] shares = new double[classes];
    for (int i = 0; i < classes; i++) {
      int wanted = i;
      byClass[i] =
          IntStream.range(0, images.count())
              .filter(image -> images.actual(image) == wanted)
              .toArray();
      shares[i] = (double) byClass[i].length / images.count();
    }
    return new Drift(title, images, byClass, shares, 0);
  }

  /** The same images, of which one class has another share. */
  Drift withShare(String newTitle, int ofClass, double share) {
    double rest = (1 - share) / (1 - shares[ofClass]);
    double[] changed = Arrays.stream(shares).map(each -> each * rest).toArray();
    changed[ofClass] = share;
    return new Drift(newTitle, images, byClass, changed, flips);
  }

  /** The same images, some labels of which are wrong. */
  Drift withFlips(String newTitle, double share) {
    return new Drift(newTitle, images, byClass, shares, share);
  }

  /** The index of an image. */
  int draw(SplittableRandom random) {
    double at = random.nextDouble();
    int drawn = 0;
    while (drawn < shares.length - 1 && at >= shares[drawn]) {
      at -= shares[drawn];
      drawn++;
    }
    return byClass[drawn][random.nextInt(byClass[drawn].length)];
  }

  /** What is said of an image. */
  int label(int image, SplittableRandom random) {
    int actual = images.actual(image);
    return flips > 0 && random.nextDouble() < flips
        ? (actual + 1 + random.nextInt(shares.length - 1)) % shares.length
        : actual;
  }

  /** The share of predictions that their labels say are right. */
  double accuracy() {
    double right = 0;
    for (int i = 0; i < shares.length; i++) {
      double share = shares[i];
      right += share * Arrays.stream(byClass[i]).mapToDouble(this::rightness).average().orElse(0);
    }
    return right;
  }

  private double rightness(int image) {
    return images.predicted().isRight(image) ? 1 - flips : flips / (shares.length - 1);
  }
}
