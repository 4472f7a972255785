package dev.sightline.app.deadletters;

import dev.sightline.app.deadletters.Verdict.Replay;
import dev.sightline.app.deadletters.Verdict.Stay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One replay: takes the records of {@code dead-letters} in, has the chosen ones written batch by
 * batch, and counts what became of them. For one thread.
 */
final class LetterReplay {
  /** So many, or so many bytes, make a transaction: some hundredths of a second of writing. */
  static final int BATCH_LETTERS = 200;

  static final long BATCH_BYTES = 8 << 20;

  private final Predicate<Letter> choice;
  private final ReplayRules rules;
  private final Function<List<Replay>, List<Stay>> writer;
  private final long limit;
  private final List<Replay> batch = new ArrayList<>();
  private final Map<String, Long> stays = new TreeMap<>();
  private long batchBytes;
  private long taken;
  private long written;
  private long beyond;
  private long inDoubt;

  /**
   * @param writer writes a batch, and answers what was not taken
   * @param limit the most that are replayed, the first ones
   */
  LetterReplay(
      Predicate<Letter> choice,
      ReplayRules rules,
      Function<List<Replay>, List<Stay>> writer,
      long limit) {
    this.choice = choice;
    this.rules = rules;
    this.writer = writer;
    this.limit = limit;
  }

  /** Takes a record in. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    if (ReplayMarker.is(record) || !choice.test(Letter.of(record))) {
      return;
    }
    Verdict verdict = rules.of(record);
    if (verdict instanceof Stay stay) {
      count(stay);
    } else if (taken < limit) {
      taken++;
      add((Replay) verdict);
    } else {
      beyond++;
    }
  }

  private void add(Replay replay) {
    if (!batch.isEmpty() && batchBytes + replay.bytes() > BATCH_BYTES) {
      write();
    }
    batch.add(replay);
    batchBytes += replay.bytes();
    if (batch.size() == BATCH_LETTERS) {
      write();
    }
  }

  private void write() {
    List<Replay> whole = List.copyOf(batch);
    batch.clear();
    batchBytes = 0;
    inDoubt = whole.size();
    List<Stay> refused = writer.apply(whole);
    inDoubt = 0;
    refused.forEach(this::count);
    written += whole.size() - refused.size();
  }

  /** There are no more: writes the last batch. */
  void end() {
    if (!batch.isEmpty()) {
      write();
    }
  }

  private void count(Stay stay) {
    stays.merge(stay.why(), 1L, Long::sum);
  }

  /** So many were replayed, and are committed. */
  long written() {
    return written;
  }

  /** So many were being written when a failure came in between: all of them, or none. */
  long inDoubt() {
    return inDoubt;
  }

  /** So many more would be replayed, were it not for the limit. */
  long beyond() {
    return beyond;
  }

  /** How many of the chosen ones stay for another cause, by that. */
  Map<String, Long> stays() {
    return stays;
  }
}
