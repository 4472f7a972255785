package dev.sightline.dashboard.view;

import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.present.SeenPrediction;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The latest predictions that meet a filter, the latest first. */
public record PredictionList(List<PredictionView> predictions) {
  /** Most that are listed at once. */
  public static final int MOST = 200;

  private static final float UNSURE_BELOW = 0.6f;

  /** Which of them. */
  public enum Only {
    ALL,
    MISTAKES,
    /** Confidence below 0.6. */
    UNSURE,
    UNLABELLED;

    /** The one of a word in lower case. */
    public static Optional<Only> of(String word) {
      return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private Predicate<SeenPrediction> condition() {
      return switch (this) {
        case ALL -> seen -> true;
        case MISTAKES -> SeenPrediction::isMistake;
        case UNSURE -> seen -> !(seen.confidence() >= UNSURE_BELOW);
        case UNLABELLED -> seen -> seen.truth() == null;
      };
    }
  }

  /**
   * What is looked for.
   *
   * @param actual of this actual class alone
   * @param predicted predicted as this class alone
   * @param limit how many at the most
   */
  public record Filter(
      Optional<String> model,
      Optional<Integer> version,
      Only only,
      Optional<String> actual,
      Optional<String> predicted,
      int limit) {

    Predicate<SeenPrediction> condition() {
      return only.condition()
          .and(seen -> model.isEmpty() || model.get().equals(seen.model()))
          .and(seen -> version.isEmpty() || version.get() == seen.version())
          .and(seen -> predicted.isEmpty() || predicted.get().equals(seen.label()))
          .and(
              seen ->
                  actual.isEmpty()
                      || seen.truth() != null && actual.get().equals(seen.truth().label()));
    }

    /** Whether only mistakes can meet it, which are remembered for longer. */
    boolean mistakesAlone() {
      return only == Only.MISTAKES
          || actual.isPresent() && predicted.isPresent() && !actual.equals(predicted);
    }
  }

  public static PredictionList of(Present present, Filter filter) {
    int limit = Math.min(MOST, filter.limit());
    List<SeenPrediction> found =
        filter.mistakesAlone()
            ? present.predictions().latestMistakes(filter.condition(), limit)
            : present.predictions().latest(filter.condition(), limit);
    return new PredictionList(
        found.stream().map(each -> PredictionView.of(present, each)).toList());
  }
}
