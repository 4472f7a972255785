package dev.sightline.dashboard.present;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of the entries put in last: one more pushes out the oldest. For one thread. */
final class Latest<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1L;

  private final int most;

  Latest(int most) {
    this.most = most;
  }

  /** Puts an entry in as the newest. */
  @Override
  public V put(K key, V value) {
    V before = remove(key);
    super.put(key, value);
    return before;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
