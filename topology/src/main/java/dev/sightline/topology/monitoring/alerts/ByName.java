package dev.sightline.topology.monitoring.alerts;

import dev.sightline.evaluation.drift.sequential.Batch;
import dev.sightline.evaluation.drift.sequential.Bets;
import dev.sightline.evaluation.drift.sequential.Family;
import dev.sightline.evaluation.drift.sequential.Family.Sharing;
import dev.sightline.evaluation.drift.sequential.Range;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * A statistic of many quantities that have names: the shares of classes, the recalls of classes, or
 * the bins of anything that is counted by bins.
 */
final class ByName implements Statistic {
  private final String name;
  private final List<String> subjects;
  private final Family family;
  private final BiFunction<Observations, String, Batch> batch;

  /** What is watched under a name. */
  record Named(String subject, Range range) {}

  /**
   * @param watched at least one
   * @param batch the observations of what has a name
   */
  ByName(
      String name,
      Sharing sharing,
      List<Named> watched,
      BiFunction<Observations, String, Batch> batch) {
    this.name = name;
    this.subjects = watched.stream().map(Named::subject).toList();
    this.family = new Family(sharing, watched.stream().map(Named::range).toList(), Bets.OF_A_BIN);
    this.batch = batch;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Family family() {
    return family;
  }

  @Override
  public List<Batch> batches(Observations counts) {
    return subjects.stream()
        .map(subject -> batch.apply(counts, subject))
        .collect(Collectors.toList());
  }

  @Override
  public Optional<String> subject(int quantity) {
    return Optional.of(subjects.get(quantity));
  }
}
