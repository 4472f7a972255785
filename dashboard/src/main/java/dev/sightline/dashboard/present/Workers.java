package dev.sightline.dashboard.present;

import dev.sightline.schemas.ModelEvent;
import dev.sightline.schemas.ModelState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What workers said of model versions: the last word of each on each version, and the times at
 * which another version began to serve. Safe for many threads. Memory: {@value #MOST} last words
 * and {@value #MOST_SWAPS} swaps.
 *
 * <p>A worker that was killed has said nothing of its end: what it said last is shown, and when.
 */
public final class Workers {
  static final int MOST = 2_000;
  static final int MOST_SWAPS = 500;

  private final Changes changes;
  private final Latest<Key, Word> words = new Latest<>(MOST);
  private final Latest<Long, Swap> swaps = new Latest<>(MOST_SWAPS);
  private final Latest<String, Integer> serving = new Latest<>(MOST);
  private long order;

  private record Key(String worker, String model, int version) {}

  /**
   * The last that a worker said of a version.
   *
   * @param state LOADED, WARMED, SERVING, REJECTED or RETIRED
   * @param reason why, where that is said; else null
   * @param device CPU or the name of the GPU; null where not said
   * @param settings the execution settings; null where not said
   */
  public record Word(
      String worker,
      String model,
      int version,
      String state,
      String reason,
      String device,
      String settings,
      long atMs) {}

  /**
   * Another version began to serve, on the first worker that said so.
   *
   * @param before the version that served until then; null for none
   */
  public record Swap(String model, Integer before, int version, long atMs) {}

  public Workers(Changes changes) {
    this.changes = changes;
  }

  /** Takes an event in. */
  public synchronized void add(ModelEvent event) {
    Word word =
        new Word(
            Texts.name("worker", event.getWorker()),
            Texts.name("model", event.getName()),
            event.getVersion(),
            event.getState().name(),
            Texts.said(event.getReason()),
            Texts.said(event.getDevice()),
            Texts.said(event.getSettings()),
            event.getAt().toEpochMilli());
    words.put(new Key(word.worker(), word.model(), word.version()), word);
    if (event.getState() == ModelState.SERVING) {
      serves(word);
    }
    changes.mark(Part.WORKERS);
  }

  private void serves(Word word) {
    Integer before = serving.put(word.model(), word.version());
    if (before == null || before != word.version()) {
      swaps.put(++order, new Swap(word.model(), before, word.version(), word.atMs()));
    }
  }

  /** Every last word, the latest first. */
  public synchronized List<Word> words() {
    List<Word> all = new ArrayList<>(words.values());
    all.sort(Comparator.comparingLong(Word::atMs).reversed());
    return all;
  }

  /** The swaps of a model, in order. */
  public synchronized List<Swap> swaps(String model) {
    return swaps.values().stream().filter(swap -> swap.model().equals(model)).toList();
  }

  /** The version of a model that began to serve last. */
  public synchronized Optional<Integer> serving(String model) {
    return Optional.ofNullable(serving.get(model));
  }

  /** The model of which any version began to serve last. */
  public synchronized Optional<String> latestModel() {
    String latest = null;
    for (String model : serving.keySet()) {
      latest = model;
    }
    return Optional.ofNullable(latest);
  }
}
