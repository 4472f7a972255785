package dev.sightline.topology.monitoring.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The pairings of a task and the index of their expiries: two persistent, logged stores. Each image
 * with pairings has an entry in the index at the time when the first of them expires, or earlier:
 * earlier versions and other settings reckoned otherwise. Beside these, the index holds {@linkplain
 * PairingFormats what the pairings are written in} and {@linkplain JoinClock the time}. For the
 * task's thread.
 */
public final class PairingStore {
  public static final String PAIRINGS = "pairings";
  public static final String EXPIRIES = "pairing-expiries";

  private static final byte[] PRESENT = {};

  private final KeyValueStore<String, Pairings> pairings;
  private final KeyValueStore<Expiry, byte[]> expiries;
  private final PairingFormats formats;
  private final PairingRule rule;

  /** No index entry is older: what is stored expires after the join's time. */
  private long searchedMs;

  /**
   * @throws dev.sightline.schemas.stored.UnreadableStateException when a version that this one does
   *     not know wrote pairings
   */
  PairingStore(ProcessorContext<?, ?> context, PairingRule rule) {
    this.pairings = context.getStateStore(PAIRINGS);
    this.expiries = context.getStateStore(EXPIRIES);
    this.formats = new PairingFormats(expiries);
    this.rule = rule;
    formats.check(context.applicationId() + "-" + PAIRINGS + "-changelog");
  }

  /** The clock that is kept beside the pairings. */
  JoinClock clock(JoinSettings settings, long nowMs) {
    return new JoinClock(expiries, settings, nowMs);
  }

  /** Builds the store of pairings by image id. */
  public static StoreBuilder<?> pairings() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(PAIRINGS), Serdes.String(), new PairingSerde())
        .withLoggingEnabled(Map.of())
        .withCachingDisabled();
  }

  /** Builds the index of pairings by the time they end. */
  public static StoreBuilder<?> expiries() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(EXPIRIES), Expiry.serde(), Serdes.ByteArray())
        .withLoggingEnabled(Map.of())
        .withCachingDisabled();
  }

  Pairings get(String id) {
    Pairings held = pairings.get(id);
    return held == null ? Pairings.NONE : held;
  }

  void replace(String id, Pairings before, Pairings after) {
    if (before.equals(after)) {
      return;
    }
    long from = rule.expiresAtMs(before);
    if (from != rule.expiresAtMs(after)) {
      if (!before.isEmpty()) {
        expiries.delete(new Expiry(from, id));
      }
      index(id, after);
    }
    put(id, after);
  }

  /** Replaces the pairings of an id that was {@linkplain #takeExpired taken}. */
  void replaceTaken(String id, Pairings before, Pairings after) {
    index(id, after);
    if (!before.equals(after)) {
      put(id, after);
    }
  }

  private void index(String id, Pairings held) {
    if (!held.isEmpty()) {
      Expiry expiry = new Expiry(rule.expiresAtMs(held), id);
      expiries.put(expiry, PRESENT);
      searchedMs = Math.min(searchedMs, expiry.atMs());
    }
  }

  private void put(String id, Pairings held) {
    formats.markTodays();
    pairings.put(id, held.isEmpty() ? null : held);
  }

  /**
   * Takes the ids with a pairing that has expired by a time out of the index, the longest expired
   * first, up to a limit. Each must be {@linkplain #replaceTaken replaced} before the next call.
   * The search starts where the last one stopped, so that it does not wade through the entries
   * deleted meanwhile.
   */
  List<String> takeExpired(long byMs, long limit) {
    if (byMs < searchedMs) {
      return List.of();
    }
    List<Expiry> taken = take(new Expiry(searchedMs, ""), byMs, limit);
    searchedMs = taken.size() < limit ? byMs : taken.get(taken.size() - 1).atMs();
    return ids(taken);
  }

  /** As {@link #takeExpired}, the ids whose pairings all expire after a time. */
  List<String> takeAfter(long ms, long limit) {
    return ids(take(new Expiry(ms, ""), Long.MAX_VALUE - 1, limit));
  }

  private List<Expiry> take(Expiry from, long byMs, long limit) {
    List<Expiry> found = new ArrayList<>();
    try (KeyValueIterator<Expiry, byte[]> byTime = expiries.range(from, null)) {
      while (found.size() < limit && byTime.hasNext()) {
        Expiry next = byTime.next().key;
        if (next.atMs() > byMs) {
          break;
        }
        found.add(next);
      }
    }
    found.forEach(expiries::delete);
    return found;
  }

  private static List<String> ids(List<Expiry> expiries) {
    return expiries.stream().map(Expiry::id).toList();
  }
}
