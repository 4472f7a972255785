package dev.sightline.benchmarks.alarms.images;

import java.util.ArrayList;
import java.util.List;

/**
 * A way in which images change, at one strength.
 *
 * @param kind what changes
 * @param strength how much, for people
 */
record Condition(String kind, String strength, Distortion distortion) {

  /** All that are measured. */
  static List<Condition> all() {
    List<Condition> all = new ArrayList<>();
    for (int deviation : new int[] {4, 12, 36}) {
      all.add(new Condition("noise", "σ " + deviation + " levels", Distortion.noise(deviation)));
    }
    for (double deviation : new double[] {0.4, 0.7, 1.5}) {
      all.add(new Condition("blur", "σ " + deviation + " pixels", Distortion.blur(deviation)));
    }
    for (double factor : new double[] {0.9, 0.7, 0.4}) {
      all.add(new Condition("darkness", "levels × " + factor, Distortion.darkness(factor)));
    }
    for (double factor : new double[] {0.9, 0.7, 0.4}) {
      all.add(new Condition("contrast", "× " + factor, Distortion.contrast(factor)));
    }
    for (int quality : new int[] {75, 30, 10}) {
      all.add(new Condition("JPEG", "quality " + quality, Distortion.jpeg(quality / 100f)));
    }
    return all;
  }
}
