package dev.sightline.app.topics;

import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.config.TopicConfig;

/**
 * On how many brokers a new topic is kept, and how many of these must have a record before its
 * writer is told so.
 *
 * <p>Three and two, where there are three brokers: then any one may be away, and nobody waits and
 * nothing is lost. With fewer brokers a topic is on each, and one suffices to write: two of two
 * would stop all when either is away.
 *
 * @param factor replicas; empty: three, or as many as there are brokers; -1: the brokers' default
 * @param minInSync replicas that must have a record; empty: two of three or more, else one, and of
 *     the brokers' default the brokers' default
 */
public record Replication(OptionalInt factor, OptionalInt minInSync) {
  /** What fits the cluster. */
  public static final Replication OF_THE_CLUSTER =
      new Replication(OptionalInt.empty(), OptionalInt.empty());

  static final int OF_THE_BROKERS = -1;
  private static final int REPLICAS = 3;

  /** What is wrong with them; empty when nothing is. */
  Optional<String> fault() {
    if (factor.isPresent() && factor.getAsInt() != OF_THE_BROKERS && isNone(factor.getAsInt())) {
      return Optional.of(
          "--replication-factor: expected -1, 1 or more, found " + factor.getAsInt());
    }
    if (minInSync.isPresent() && isNone(minInSync.getAsInt())) {
      return Optional.of(
          "--min-insync-replicas: expected 1 or more, found " + minInSync.getAsInt());
    }
    return factor.isPresent()
            && minInSync.isPresent()
            && factor.getAsInt() != OF_THE_BROKERS
            && minInSync.getAsInt() > factor.getAsInt()
        ? Optional.of(
            "--min-insync-replicas: expected at most the --replication-factor, %d, found %d"
                .formatted(factor.getAsInt(), minInSync.getAsInt()))
        : Optional.empty();
  }

  private static boolean isNone(int replicas) {
    return replicas < 1 || replicas > Short.MAX_VALUE;
  }

  /** The replicas of a topic on so many brokers; empty for the brokers' default. */
  Optional<Short> replicas(int brokers) {
    int replicas = factor.orElse(Math.min(REPLICAS, brokers));
    return replicas == OF_THE_BROKERS ? Optional.empty() : Optional.of((short) replicas);
  }

  /** The value of {@value TopicConfig#MIN_IN_SYNC_REPLICAS_CONFIG}; empty for the brokers'. */
  Optional<String> minInSync(int brokers) {
    return minInSync.isPresent()
        ? Optional.of(Integer.toString(minInSync.getAsInt()))
        : replicas(brokers).map(replicas -> replicas >= REPLICAS ? "2" : "1");
  }
}
