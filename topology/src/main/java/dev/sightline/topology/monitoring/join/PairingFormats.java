package dev.sightline.topology.monitoring.join;

import dev.sightline.schemas.StoredPairing;
import dev.sightline.schemas.stored.KnownSchemas;
import dev.sightline.schemas.stored.UnreadableStateException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the pairings of a task are written in, kept beside them, so that a task which can't read all
 * of them says so when it starts and not when it meets the first one. A store of pairings may be
 * too large to be looked through.
 *
 * <p>A schema is an entry of the index of expiries, at the end of time: no pairing ends then, and
 * whatever walks the index, the first version too, stops long before it. The first version's own
 * layout has no entry. For the task's thread.
 */
final class PairingFormats {
  private static final String PREFIX = "\u0000written as ";
  private static final byte[] PRESENT = {};
  private static final KnownSchemas KNOWN = KnownSchemas.of(StoredPairing.class);
  private static final Expiry TODAYS = mark(KnownSchemas.nameOf(StoredPairing.class));

  private final KeyValueStore<Expiry, byte[]> expiries;
  private boolean marked;

  PairingFormats(KeyValueStore<Expiry, byte[]> expiries) {
    this.expiries = expiries;
  }

  /**
   * Checks that this version can read whatever the store holds.
   *
   * @throws UnreadableStateException when it can't
   */
  void check(String changelog) {
    try (KeyValueIterator<Expiry, byte[]> marks = expiries.range(mark(""), null)) {
      while (marks.hasNext()) {
        String id = marks.next().key.id();
        if (id.startsWith(PREFIX) && !KNOWN.knows(id.substring(PREFIX.length()))) {
          throw new UnreadableStateException(
              "%s holds records of %s, which this version does not know"
                  .formatted(changelog, id.substring(PREFIX.length())));
        }
      }
    }
  }

  /** To be called before a pairing is written, so that both belong to the same transaction. */
  void markTodays() {
    if (!marked) {
      expiries.put(TODAYS, PRESENT);
      marked = true;
    }
  }

  private static Expiry mark(String schema) {
    return new Expiry(Long.MAX_VALUE, PREFIX + schema);
  }
}
