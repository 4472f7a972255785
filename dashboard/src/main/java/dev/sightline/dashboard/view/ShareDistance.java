package dev.sightline.dashboard.view;

import dev.sightline.dashboard.present.KnownVersion.Reference;
import dev.sightline.evaluation.drift.distance.ChiSquare;
import dev.sightline.evaluation.drift.distance.JensenShannon;
import dev.sightline.evaluation.drift.distance.PopulationStability;
import java.util.List;
import java.util.Optional;

/**
 * How far the predicted classes of a window lie from those on held-out images. Small windows lie
 * far without any change.
 *
 * @param psi population stability index
 * @param jensenShannon distance by the natural logarithm
 * @param chiSquareP p-value of the two-sample test; null where there is one class only
 */
public record ShareDistance(double psi, double jensenShannon, Double chiSquareP) {

  /** That of counts by class, in the order of the manifest's classes and others behind. */
  static Optional<ShareDistance> of(List<Long> predicted, Reference reference) {
    int classes = reference.shares().size();
    if (classes == 0 || predicted.size() < classes || reference.images() < 1) {
      return Optional.empty();
    }
    long[] then = new long[predicted.size()];
    long[] now = new long[predicted.size()];
    for (int i = 0; i < now.length; i++) {
      then[i] = i < classes ? Math.round(reference.shares().get(i) * reference.images()) : 0;
      now[i] = predicted.get(i);
      if (then[i] < 0 || now[i] < 0) {
        return Optional.empty();
      }
    }
    var psi = PopulationStability.of(then, now);
    var distance = JensenShannon.NATURAL.distance(then, now);
    return psi.isEmpty() || distance.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ShareDistance(
                psi.getAsDouble(),
                distance.getAsDouble(),
                ChiSquare.twoSample(then, now).map(ChiSquare::pValue).orElse(null)));
  }
}
