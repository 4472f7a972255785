package dev.sightline.dashboard.present;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The dead letters since the dashboard's look back, by reason, and the last of them. Safe for many
 * threads. Memory: {@value #MOST} of them, and {@value #MOST_REASONS} reasons; the contents are not
 * kept.
 */
public final class DeadLetters {
  static final int MOST = 100;
  static final int MOST_REASONS = 100;

  /** The names that Kafka Streams gives the headers of a dead letter, which workers use. */
  private static final String REASON = "__streams.errors.exception";

  private static final String MESSAGE = "__streams.errors.message";

  /** Has a record which says that a dead letter was replayed, and is none itself. */
  private static final String REPLAYED = "__sightline.replayed.offset";

  private static final String OTHER = "(other)";

  private final Changes changes;
  private final Latest<String, DeadLetter> latest = new Latest<>(MOST);
  private final Map<String, Long> byReason = new TreeMap<>();

  /**
   * One of them.
   *
   * @param id the original key; null where it had none
   * @param reason the reason's code
   * @param message one line for people
   * @param atMs the record's timestamp
   */
  public record DeadLetter(String id, String reason, String message, long atMs) {}

  public DeadLetters(Changes changes) {
    this.changes = changes;
  }

  /** Takes a record of the topic in; what is no dead letter is passed over. */
  public synchronized void add(ConsumerRecord<String, ?> record) {
    if (record.headers().lastHeader(REPLAYED) != null) {
      return;
    }
    String reason = text(record, REASON);
    latest.put(
        record.partition() + "/" + record.offset(),
        new DeadLetter(
            Texts.said(record.key()), reason, text(record, MESSAGE), record.timestamp()));
    String counted =
        byReason.containsKey(reason) || byReason.size() < MOST_REASONS ? reason : OTHER;
    byReason.merge(counted, 1L, Long::sum);
    changes.mark(Part.DEAD_LETTERS);
  }

  private static String text(ConsumerRecord<?, ?> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? "(not said)"
        : Texts.said(new String(header.value(), StandardCharsets.UTF_8));
  }

  /** How many, by reason. */
  public synchronized Map<String, Long> byReason() {
    return new TreeMap<>(byReason);
  }

  /** The last of them, the latest first. */
  public synchronized List<DeadLetter> latest() {
    List<DeadLetter> all = new ArrayList<>(latest.values());
    Collections.reverse(all);
    return all;
  }
}
