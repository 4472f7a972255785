package dev.sightline.evaluation.drift.estimate;

import dev.sightline.evaluation.calibration.Calibration;
import dev.sightline.evaluation.histogram.ConfidenceHistogram;
import java.util.List;

/**
 * Confidences are worth the accuracy that held-out images of such confidence had: calibration by a
 * reliability diagram. On those held-out images the estimate is their accuracy itself.
 *
 * <p>It is exact from a histogram whose bins lie each within one of the diagram, as those of 15
 * bins do. A bin that no held-out image fell into says nothing: its confidences are taken as they
 * are.
 *
 * @see <a href="https://arxiv.org/abs/1706.04599">Guo et al., On Calibration of Modern Neural
 *     Networks, 2017: histogram binning</a>
 */
public final class ReliabilityWorth implements ConfidenceWorth {
  private final List<Calibration.Bin> diagram;

  /**
   * @param diagram equal-width bins over [0, 1], ascending, at least one
   * @throws IllegalArgumentException when there is none
   */
  public ReliabilityWorth(List<Calibration.Bin> diagram) {
    if (diagram.isEmpty()) {
      throw new IllegalArgumentException(
          "expected a reliability diagram of 1 bin or more, found none");
    }
    this.diagram = List.copyOf(diagram);
  }

  @Override
  public Worth of(int bin) {
    int first = (int) ((long) bin * diagram.size() / ConfidenceHistogram.BINS);
    int last = (int) (((long) (bin + 1) * diagram.size() - 1) / ConfidenceHistogram.BINS);
    double least = 1;
    double most = 0;
    for (Calibration.Bin overlapping : diagram.subList(first, last + 1)) {
      Worth worth = overlapping.images() == 0 ? AS_THEY_ARE.of(bin) : exactly(overlapping);
      least = Math.min(least, worth.share() - worth.error());
      most = Math.max(most, worth.share() + worth.error());
    }
    return Worth.between(least, most);
  }

  private static Worth exactly(Calibration.Bin bin) {
    return new Worth(bin.accuracy(), 0);
  }
}
