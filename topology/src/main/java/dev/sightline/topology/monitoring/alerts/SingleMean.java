package dev.sightline.topology.monitoring.alerts;

import dev.sightline.evaluation.drift.sequential.Batch;
import dev.sightline.evaluation.drift.sequential.Bets;
import dev.sightline.evaluation.drift.sequential.Family;
import dev.sightline.evaluation.drift.sequential.Family.Sharing;
import dev.sightline.evaluation.drift.sequential.Range;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A statistic of one quantity: an accuracy, that of labels or the estimated one. */
final class SingleMean implements Statistic {
  private final String name;
  private final Family family;
  private final Function<Observations, Batch> batch;

  SingleMean(String name, Range range, Function<Observations, Batch> batch) {
    this.name = name;
    this.family = new Family(Sharing.EVERY_QUANTITY, List.of(range), Bets.OF_A_MEAN);
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
    return List.of(batch.apply(counts));
  }

  @Override
  public Optional<String> subject(int quantity) {
    return Optional.empty();
  }
}
