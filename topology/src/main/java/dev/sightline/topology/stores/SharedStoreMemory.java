package dev.sightline.topology.stores;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/**
 * Opens each state store with the worker's {@link StoreMemory}. Made by Kafka Streams, one for each
 * store, which gives it the memory by its configuration.
 */
public final class SharedStoreMemory implements RocksDBConfigSetter {
  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    ((StoreMemory) configs.get(StoreMemory.KEY)).lendTo(options);
  }

  /** The memory outlives the store. */
  @Override
  public void close(String storeName, Options options) {}
}
