package dev.sightline.dashboard.labelling;

import dev.sightline.dashboard.present.Predictions;
import dev.sightline.dashboard.present.SeenPrediction;
import dev.sightline.schemas.Label;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Where people label: it gives the next image without a truth and takes the answer. Safe for many
 * threads.
 */
public final class LabelDesk {
  private static final int MOST_SHOWN = 2_000;

  private final Predictions predictions;
  private final HeldLabels held;
  private final Duration within;
  private final RandomGenerator random;
  private final InstantSource clock;
  private final Map<String, Choice> shown =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Choice> eldest) {
          return size() > MOST_SHOWN;
        }
      };

  /** What became of an answer. */
  public enum Outcome {
    HELD,
    /** This image was not shown, or so long ago that it is forgotten. */
    NOT_SHOWN,
    /** Too many labels wait for the broker. */
    NO_ROOM
  }

  /**
   * @param within how old an image may be: a label of one older than the workers' label retention
   *     finds no prediction any more
   */
  public LabelDesk(
      Predictions predictions,
      HeldLabels held,
      Duration within,
      RandomGenerator random,
      InstantSource clock) {
    this.predictions = predictions;
    this.held = held;
    this.within = within;
    this.random = random;
    this.clock = clock;
  }

  /**
   * The next image of a model: each is shown once, and comes again only if its answer is taken
   * back.
   *
   * @return empty when all that are remembered have a truth or were shown
   */
  public synchronized Optional<SeenPrediction> next(String model, Choice choice) {
    List<SeenPrediction> candidates = candidates(model);
    Optional<SeenPrediction> next =
        switch (choice) {
          case RANDOM ->
              candidates.isEmpty()
                  ? Optional.empty()
                  : Optional.of(candidates.get(random.nextInt(candidates.size())));
          case LEAST_CONFIDENT ->
              candidates.stream().min(Comparator.comparing(SeenPrediction::confidence));
        };
    next.ifPresent(image -> shown.put(image.id(), choice));
    return next;
  }

  /** How many images could come next. */
  public synchronized int waiting(String model) {
    return candidates(model).size();
  }

  private List<SeenPrediction> candidates(String model) {
    long oldest = clock.millis() - within.toMillis();
    return predictions.latest(
        each ->
            each.truth() == null
                && each.model().equals(model)
                && each.timestampMs() >= oldest
                && !shown.containsKey(each.id()),
        Integer.MAX_VALUE);
  }

  /** Takes an answer: it is written when the time to take it back is over. */
  public synchronized Outcome answer(String id, String label) {
    Choice choice = shown.get(id);
    if (choice == null) {
      return Outcome.NOT_SHOWN;
    }
    Label said = new Label(id, label, Instant.ofEpochMilli(clock.millis()), choice.origin());
    return held.add(said) ? Outcome.HELD : Outcome.NO_ROOM;
  }

  /**
   * Takes an answer back. One that is written already can't be, but another answer corrects it.
   *
   * @return whether it leaves no trace
   */
  public synchronized boolean takeBack(String id) {
    return held.takeBack(id);
  }
}
