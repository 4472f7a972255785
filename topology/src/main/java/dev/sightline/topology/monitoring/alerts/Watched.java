package dev.sightline.topology.monitoring.alerts;

import dev.sightline.evaluation.drift.sequential.AlarmRule;
import dev.sightline.evaluation.drift.sequential.Range;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * A statistic of a model version, and the rule by which it is an alarm. Immutable.
 *
 * @param definition tells what the stored numbers of the detectors are numbers of: those of another
 *     one mean nothing
 */
record Watched(Statistic statistic, AlarmRule rule, String definition) {

  /** What is watched of all that a reference tells. */
  static List<Watched> of(List<Statistic> statistics, DriftSettings settings) {
    return statistics.stream().map(each -> of(each, settings)).toList();
  }

  private static Watched of(Statistic statistic, DriftSettings settings) {
    return new Watched(
        statistic,
        new AlarmRule(statistic.family(), settings.meanRunImages(), settings.clearAfterImages()),
        definition(statistic));
  }

  private static String definition(Statistic statistic) {
    CRC32 checksum = new CRC32();
    List<Range> ranges = statistic.family().ranges();
    for (int i = 0; i < ranges.size(); i++) {
      String quantity = statistic.subject(i).orElse("") + ranges.get(i);
      checksum.update(quantity.getBytes(StandardCharsets.UTF_8));
    }
    return "%d numbers, %08x".formatted(statistic.family().size(), checksum.getValue());
  }

  String name() {
    return statistic.name();
  }

  /** The lower or the upper end of the range of a quantity. */
  double threshold(int quantity, boolean isLow) {
    Range range = statistic.family().ranges().get(quantity);
    return isLow ? range.lowest() : range.highest();
  }

  double reference(int quantity) {
    return statistic.family().ranges().get(quantity).reference();
  }
}
