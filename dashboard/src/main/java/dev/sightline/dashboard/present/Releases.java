package dev.sightline.dashboard.present;

import dev.sightline.schemas.ModelRelease;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The releases that the topic still has, and which of them hold. Safe for many threads. Memory: the
 * last {@value #MOST} releases.
 */
public final class Releases {
  static final int MOST = 500;

  private final Changes changes;
  private final Latest<Long, Release> byOffset = new Latest<>(MOST);
  private final Map<String, Release> current = new TreeMap<>();

  /**
   * A decision which version serves.
   *
   * @param challenger a version under trial; null for none
   * @param by who decided
   */
  public record Release(
      String model, int champion, Integer challenger, String by, String reason, long atMs) {}

  public Releases(Changes changes) {
    this.changes = changes;
  }

  /** Takes a release in; a tombstone (a null) ends what holds of its model. */
  public synchronized void add(ConsumerRecord<String, ?> record, ModelRelease release) {
    if (release == null) {
      current.remove(record.key());
    } else {
      Release decided =
          new Release(
              Texts.name("model", release.getName()),
              release.getChampion(),
              release.getChallenger(),
              Texts.said(release.getReleasedBy()),
              Texts.said(release.getReason()),
              release.getReleasedAt().toEpochMilli());
      byOffset.put(record.offset(), decided);
      if (current.size() < MOST || current.containsKey(decided.model())) {
        current.put(decided.model(), decided);
      }
    }
    changes.mark(Part.MODELS);
  }

  /** What holds, by model. */
  public synchronized Map<String, Release> current() {
    return Map.copyOf(current);
  }

  /** The last decisions, the latest first. */
  public synchronized List<Release> latest() {
    List<Release> latest = new ArrayList<>(byOffset.values());
    Collections.reverse(latest);
    return latest;
  }
}
