package dev.sightline.topology.model;

import dev.sightline.schemas.ModelRelease;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is done about one release: its champion is brought to serve, and as long as nothing serves
 * and it can't, a former one. What has failed is left alone or tried again, as its {@link Failure}
 * says; a newer release has a plan of its own. For one thread.
 */
final class Plan {
  /** Release and manifest are of one transaction, but each partition shows it in its own time. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ModelRelease release;
  private final Map<Integer, Failure> failures = new LinkedHashMap<>();

  Plan(ModelRelease release) {
    this.release = release;
  }

  ModelRelease release() {
    return release;
  }

  int champion() {
    return release.getChampion();
  }

  /**
   * The version to load now, if any.
   *
   * @param formerChampions asked when they are needed
   */
  Optional<Integer> next(
      Optional<Integer> serving, Instant now, Supplier<List<Integer>> formerChampions) {
    if (serving.filter(version -> version == champion()).isPresent()) {
      failures.remove(champion());
      return Optional.empty();
    }
    if (isDue(champion(), now)) {
      return Optional.of(champion());
    }
    if (serving.isPresent() || !mayAFormerOneServe(now)) {
      return Optional.empty();
    }
    return formerChampions.get().stream().filter(version -> isDue(version, now)).findFirst();
  }

  private boolean isDue(int version, Instant now) {
    return !failures.containsKey(version) || failures.get(version).isDue(now);
  }

  private boolean mayAFormerOneServe(Instant now) {
    Failure failure = failures.get(champion());
    return switch (failure.kind()) {
      case REJECTED, NO_MEMORY -> true;
      case NO_MANIFEST -> !now.isBefore(failure.since().plus(PATIENCE));
      case SURROUNDINGS -> false;
    };
  }

  /**
   * Notes that a version failed.
   *
   * @return whether this is news: another failure than the last one of the version
   */
  boolean failed(int version, Failure.Kind kind, String reason, Instant now) {
    Optional<Failure> last = failure(version);
    Failure failure = Failure.after(last, kind, reason, now);
    failures.put(version, failure);
    return failure.isNews(last);
  }

  /** Notes that a version serves. */
  void serves(int version) {
    failures.remove(version);
  }

  /** Why a version does not serve, if it was tried. */
  Optional<Failure> failure(int version) {
    return Optional.ofNullable(failures.get(version));
  }

  /** Why versions do not serve, those that were tried first in front. */
  Map<Integer, Failure> failures() {
    return new LinkedHashMap<>(failures);
  }
}
