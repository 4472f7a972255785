package dev.sightline.app.deadletters;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The chosen dead letters as lines, the oldest of a partition first: all of them as they come, or
 * the last ones at the end. For one thread.
 */
final class LetterList {
  private final Predicate<Letter> choice;
  private final long limit;
  private final BiFunction<Letter, Boolean, String> rendering;
  private final Consumer<String> out;
  private final ReplayedLetters replayed;
  private final ReasonSummary summary = new ReasonSummary();
  private final Deque<Letter> last = new ArrayDeque<>();

  /**
   * @param limit the most that are shown, the last ones; {@code Long.MAX_VALUE}: all
   * @param rendering of a dead letter that was or was not replayed
   * @param replayed those that were
   */
  LetterList(
      Predicate<Letter> choice,
      long limit,
      BiFunction<Letter, Boolean, String> rendering,
      Consumer<String> out,
      ReplayedLetters replayed) {
    this.choice = choice;
    this.limit = limit;
    this.rendering = rendering;
    this.out = out;
    this.replayed = replayed;
  }

  /** Takes a record of {@code dead-letters} in. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    Letter letter = Letter.of(record);
    if (ReplayMarker.is(record) || !choice.test(letter)) {
      return;
    }
    summary.add(letter, replayed.contains(letter));
    if (limit == Long.MAX_VALUE) {
      print(letter);
      return;
    }
    last.addLast(letter);
    if (last.size() > limit) {
      last.removeFirst();
    }
  }

  /** There are no more: prints those that were kept. */
  void end() {
    last.forEach(this::print);
  }

  /** What was taken in, shown or not. */
  ReasonSummary summary() {
    return summary;
  }

  private void print(Letter letter) {
    out.accept(rendering.apply(letter, replayed.contains(letter)));
  }
}
