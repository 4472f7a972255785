package dev.sightline.topology.topics;

import dev.sightline.schemas.Topic;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * The records that a topic refused and that come again, since a refusal ends their transaction:
 * whoever makes them knows then to make another of them. The latest ten thousand. Safe for use by
 * many threads.
 */
public final class Refusals {
  private static final int MOST = 10_000;

  private final TopicLimits limits;
  private final Map<Refused, String> reasons =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Refused, String> eldest) {
              return size() > MOST;
            }
          });

  private record Refused(String topic, ByteBuffer key) {
    static Refused of(String topic, byte[] key) {
      return new Refused(topic, ByteBuffer.wrap(key == null ? new byte[0] : key));
    }
  }

  public Refusals(TopicLimits limits) {
    this.limits = limits;
  }

  /** Notes a record that was refused. */
  void note(String topic, byte[] key, long bytes, Exception why) {
    if (why instanceof RecordTooLargeException) {
      limits.refused(topic, bytes);
    } else if (why instanceof InvalidTimestampException) {
      limits.refusedTimestamp(topic);
    }
    reasons.put(Refused.of(topic, key), String.valueOf(why.getMessage()));
  }

  /**
   * Why a record of this key was refused, if one was since this was last asked: it is forgotten
   * now, and noted again should the next be refused too.
   */
  public Optional<String> take(Topic<?> topic, byte[] key) {
    return Optional.ofNullable(reasons.remove(Refused.of(topic.name(), key)));
  }
}
