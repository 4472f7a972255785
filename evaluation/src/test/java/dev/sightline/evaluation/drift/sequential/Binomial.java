package dev.sightline.evaluation.drift.sequential;

import java.util.SplittableRandom;

/** The binomial distribution: its chances, exactly, and draws of it. */
final class Binomial {
  private Binomial() {}

  /** The chance of so many hits. */
  static double chance(int hits, int images, double mean) {
    double chance = 1;
    for (int i = 0; i < hits; i++) {
      chance *= mean * (images - i) / (i + 1.0);
    }
    return chance * Math.pow(1 - mean, images - hits);
  }

  /** So many images, each a hit by chance. */
  static long draw(SplittableRandom random, long images, double mean) {
    long hits = 0;
    for (long i = 0; i < images; i++) {
      hits += random.nextDouble() < mean ? 1 : 0;
    }
    return hits;
  }
}
