package dev.sightline.dashboard.present;

import dev.sightline.dashboard.present.SeenPrediction.Likely;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The most probable classes of a prediction. */
final class Likeliest {
  private static final int MOST = 5;

  private Likeliest() {}

  static List<Likely> of(List<Float> probabilities) {
    Comparator<Likely> least = Comparator.comparing(Likely::probability);
    List<Likely> kept = new ArrayList<>(MOST + 1);
    for (int index = 0; index < probabilities.size(); index++) {
      float probability = probabilities.get(index);
      if (Float.isNaN(probability)
          || kept.size() == MOST && probability <= kept.get(MOST - 1).probability()) {
        continue;
      }
      kept.add(new Likely(index, probability));
      kept.sort(least.reversed());
      if (kept.size() > MOST) {
        kept.remove(MOST);
      }
    }
    return List.copyOf(kept);
  }
}
