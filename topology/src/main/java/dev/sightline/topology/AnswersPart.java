package dev.sightline.topology;

import dev.sightline.topology.http.Health;
import dev.sightline.topology.scoring.ModelAnswers;
import java.util.Optional;

/** What the answers of the model say of a worker's health; there is nothing to start or end. */
record AnswersPart(ModelAnswers answers) implements Part {
  @Override
  public void start() {}

  /** Healthy: another version mends it, no restart. */
  @Override
  public Health live() {
    return Health.healthy("the model's answers are looked at");
  }

  @Override
  public Health ready() {
    return answers.health();
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
