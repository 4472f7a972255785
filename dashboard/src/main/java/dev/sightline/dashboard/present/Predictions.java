package dev.sightline.dashboard.present;

import dev.sightline.schemas.Label;
import dev.sightline.schemas.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The latest predictions, each with the truth about its image once that is known, whichever comes
 * first. Safe for many threads.
 *
 * <p>Memory: {@value #MOST} predictions, {@value #MOST_MISTAKES} mistakes besides, and {@value
 * #MOST_TRUTHS} labels, some 15 MB of ids of 36 characters.
 */
public final class Predictions {
  static final int MOST = 10_000;
  static final int MOST_MISTAKES = 1_000;
  static final int MOST_TRUTHS = 50_000;

  private final Changes changes;
  private final Latest<String, SeenPrediction> byId = new Latest<>(MOST);
  private final Latest<String, SeenPrediction> mistakes = new Latest<>(MOST_MISTAKES);
  private final Latest<String, Truth> truths = new Latest<>(MOST_TRUTHS);
  private long order;

  public Predictions(Changes changes) {
    this.changes = changes;
  }

  /**
   * Takes a prediction in.
   *
   * @param timestampMs of its record
   * @param partition of its record
   * @throws dev.sightline.dashboard.feed.UnfitRecordException when a name in it is too long
   */
  public synchronized SeenPrediction add(Prediction prediction, long timestampMs, int partition) {
    String id = Texts.name("id", prediction.getId());
    SeenPrediction seen =
        new SeenPrediction(
            id,
            Texts.name("model", prediction.getModelName()),
            prediction.getModelVersion(),
            Texts.name("label", prediction.getLabel()),
            prediction.getConfidence(),
            Likeliest.of(prediction.getProbabilities()),
            prediction.getCapturedAt().toEpochMilli(),
            prediction.getScoredAt().toEpochMilli(),
            timestampMs,
            partition,
            truths.get(id),
            ++order);
    remember(seen);
    return seen;
  }

  /**
   * Takes a label in.
   *
   * @return the prediction that it is about, if that is remembered and the label holds
   * @throws dev.sightline.dashboard.feed.UnfitRecordException when a name in it is too long
   */
  public synchronized Optional<SeenPrediction> add(Label label) {
    String id = Texts.name("id", label.getId());
    Truth truth =
        new Truth(
            Texts.name("label", label.getLabel()),
            label.getLabelledAt().toEpochMilli(),
            Texts.said(label.getOrigin()));
    Truth before = truths.get(id);
    if (before != null && before.labelledAtMs() > truth.labelledAtMs()) {
      return Optional.empty();
    }
    truths.put(id, truth);
    SeenPrediction about = Optional.ofNullable(byId.get(id)).orElse(mistakes.get(id));
    if (about == null) {
      return Optional.empty();
    }
    SeenPrediction known = about.with(truth);
    if (byId.containsKey(id)) {
      byId.replace(id, known);
    }
    keepMistake(known);
    changes.mark(Part.PREDICTIONS);
    return Optional.of(known);
  }

  private void remember(SeenPrediction seen) {
    byId.put(seen.id(), seen);
    keepMistake(seen);
    changes.mark(Part.PREDICTIONS);
  }

  private void keepMistake(SeenPrediction seen) {
    if (seen.isMistake()) {
      mistakes.put(seen.id(), seen);
    } else {
      mistakes.remove(seen.id());
    }
  }

  /** One by its image's id. */
  public synchronized Optional<SeenPrediction> find(String id) {
    return Optional.ofNullable(byId.get(id)).or(() -> Optional.ofNullable(mistakes.get(id)));
  }

  /** The latest that meet a condition, the latest first. */
  public synchronized List<SeenPrediction> latest(Predicate<SeenPrediction> condition, int most) {
    return latestOf(byId, condition, most);
  }

  /** The latest known mistakes that meet a condition, further back than the predictions reach. */
  public synchronized List<SeenPrediction> latestMistakes(
      Predicate<SeenPrediction> condition, int most) {
    return latestOf(mistakes, condition, most);
  }

  private static List<SeenPrediction> latestOf(
      Latest<String, SeenPrediction> of, Predicate<SeenPrediction> condition, int most) {
    List<SeenPrediction> all = new ArrayList<>(of.values());
    List<SeenPrediction> found = new ArrayList<>();
    ListIterator<SeenPrediction> each = all.listIterator(all.size());
    while (each.hasPrevious() && found.size() < most) {
      SeenPrediction seen = each.previous();
      if (condition.test(seen)) {
        found.add(seen);
      }
    }
    return found;
  }
}
