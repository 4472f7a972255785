package dev.sightline.models.publish;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.common.Cluster;

/**
 * Runs something when a producer is about to send the record with a certain key, once: in the
 * middle of a transaction, without a clock. A partitioner, because that is where a producer lets
 * strangers in.
 */
public final class AtRecord implements Partitioner {
  private static final Map<String, Runnable> HOOKS = new ConcurrentHashMap<>();

  static void hook(String key, Runnable hook) {
    HOOKS.put(key, hook);
  }

  static void forget() {
    HOOKS.clear();
  }

  /** A producer's settings with the hooks in them. */
  static Map<String, Object> config(Map<String, Object> config) {
    Map<String, Object> hooked = new HashMap<>(config);
    hooked.put("partitioner.class", AtRecord.class.getName());
    return hooked;
  }

  @Override
  public int partition(
      String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
    Runnable hook = HOOKS.remove(key.toString());
    if (hook != null) {
      hook.run();
    }
    return 0;
  }

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public void close() {}
}
