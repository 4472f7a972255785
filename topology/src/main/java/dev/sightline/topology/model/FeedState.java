package dev.sightline.topology.model;

import dev.sightline.topology.http.Health;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * How far a worker is with bringing the champion to serve, as it stood at the end of a step.
 *
 * @param champion the version that is wanted, if a release names one
 * @param failures why versions don't serve, by version
 * @param reading why it can't be learnt what is wanted, if it can't
 * @param fault why the newest release can't be read, if it can't; an older one holds for that
 * @param loading what is being loaded now, if anything
 * @param others names of other models that have releases
 * @param unreadable records passed over because they could not be read
 */
record FeedState(
    OptionalInt champion,
    Map<Integer, Failure> failures,
    Optional<Failure> reading,
    Optional<String> fault,
    Optional<Loading> loading,
    List<String> others,
    long unreadable) {

  private static final int NAMED = 5;

  /** Of a feed that has not looked yet. */
  static final FeedState UNKNOWN =
      new FeedState(
          OptionalInt.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          0);

  /** A version on its way, and since when. */
  record Loading(int version, Instant since) {
    String text() {
      return "version %d is being loaded since %s"
          .formatted(version, since.truncatedTo(ChronoUnit.SECONDS));
    }
  }

  /** Healthy when a version serves, be it the champion or not; the reason tells which and why. */
  Health ready(String name, Optional<Integer> serving) {
    return serving
        .map(version -> Health.healthy("model " + name + " " + serves(version) + newer()))
        .orElseGet(
            () ->
                Health.unhealthy(
                    "no version of model " + name + " serves yet: " + why() + newer()));
  }

  /** For the event that a version serves which is not the champion. */
  Optional<String> insteadOf(int serving) {
    if (champion.isEmpty() || champion.getAsInt() == serving) {
      return Optional.empty();
    }
    int wanted = champion.getAsInt();
    Optional<String> why = Optional.ofNullable(failures.get(wanted)).map(Failure::text);
    return Optional.of(
        "instead of champion "
            + wanted
            + why.map(text -> ", which " + text).orElseGet(() -> loading(wanted)));
  }

  private String loading(int version) {
    return loading
        .filter(model -> model.version() == version)
        .map(model -> ", which is being loaded")
        .orElse("");
  }

  private String serves(int version) {
    return version + " serves" + insteadOf(version).map(text -> " " + text).orElse("");
  }

  private String why() {
    if (loading.isPresent()) {
      return loading.get().text() + (failures.isEmpty() ? "" : "; " + failed());
    }
    if (!failures.isEmpty()) {
      return failed();
    }
    if (reading.isPresent()) {
      return "what is released can't be read";
    }
    return this == UNKNOWN
        ? "what is released is not read yet"
        : "none is released" + released().map(text -> "; " + text).orElse("");
  }

  /** Which models have releases where the one that is followed has none. */
  Optional<String> released() {
    return champion.isPresent() || fault.isPresent() || others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "released are %s%s: --model (sightline.model.name) chooses one"
                .formatted(
                    String.join(", ", others.subList(0, Math.min(NAMED, others.size()))),
                    others.size() > NAMED ? " and %d more".formatted(others.size() - NAMED) : ""));
  }

  private String failed() {
    return failures.entrySet().stream()
        .map(failure -> "version " + failure.getKey() + " " + failure.getValue().text())
        .collect(Collectors.joining("; "));
  }

  /** What may be wanted by now, though it is not known. */
  private String newer() {
    return reading.map(failure -> "; the newest release " + failure.text()).orElse("")
        + fault.map(reason -> "; the newest release is passed over: " + reason).orElse("");
  }
}
