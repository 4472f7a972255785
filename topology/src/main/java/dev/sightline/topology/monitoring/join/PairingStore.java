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
 * The pairings of a task and the index of their expiries: two persistent, logged stores with one
 * invariant, that each pairing has exactly one entry in the index. Beside these, the index holds
 * {@linkplain PairingFormats what the pairings are written in}. For the task's thread.
 */
public final class PairingStore {
  public static final String PAIRINGS = "pairings";
  public static final String EXPIRIES = "pairing-expiries";

  private static final byte[] PRESENT = {};

  private final KeyValueStore<String, Pairing> pairings;
  private final KeyValueStore<Expiry, byte[]> expiries;
  private final PairingFormats formats;
  private final PairingRule rule;

  /** No index entry is older: what is stored expires after stream time. */
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

  Pairing get(String id) {
    Pairing pairing = pairings.get(id);
    return pairing == null ? Pairing.UNSEEN : pairing;
  }

  void replace(String id, Pairing before, Pairing after) {
    if (before.equals(after)) {
      return;
    }
    formats.markTodays();
    moveExpiry(id, before, after);
    pairings.put(id, after.equals(Pairing.UNSEEN) ? null : after);
  }

  private void moveExpiry(String id, Pairing before, Pairing after) {
    long from = rule.expiresAtMs(before);
    long to = rule.expiresAtMs(after);
    if (from == to) {
      return;
    }
    if (!before.equals(Pairing.UNSEEN)) {
      expiries.delete(new Expiry(from, id));
    }
    if (!after.equals(Pairing.UNSEEN)) {
      expiries.put(new Expiry(to, id), PRESENT);
    }
  }

  /**
   * The ids of the pairings that have ended by a time, the longest ended first, up to a limit. All
   * of them must be replaced before the next call: the search starts where this one stops, so that
   * it does not wade through the index entries deleted meanwhile.
   */
  List<String> ended(long byMs, long limit) {
    List<String> ids = new ArrayList<>();
    try (KeyValueIterator<Expiry, byte[]> byTime =
        expiries.range(new Expiry(searchedMs, ""), null)) {
      while (ids.size() < limit && byTime.hasNext()) {
        Expiry first = byTime.next().key;
        if (first.atMs() > byMs) {
          break;
        }
        searchedMs = first.atMs();
        ids.add(first.id());
      }
    }
    return ids;
  }
}
