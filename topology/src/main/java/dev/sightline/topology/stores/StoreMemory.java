package dev.sightline.topology.stores;

import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * The memory outside the heap that all state stores of a worker share, in place of what RocksDB
 * would give each: blocks that were read, indexes and filters of the files, and write buffers,
 * which count towards it and have half of it at most. What is being read or flushed comes on top of
 * the size until that is done: to refuse it would end the worker.
 *
 * <p>Made with the first store, so that a worker without any loads no RocksDB. Safe for use by
 * several threads; close it when the stores are closed.
 */
public final class StoreMemory implements AutoCloseable {
  static final String KEY = "state.memory";

  /** As many threads as a cache may have, each locks a part of its own: RocksDB's choice. */
  private static final int DEFAULT_PARTS = -1;

  /** Of the cache, kept for indexes and filters, without which each read goes to the disk. */
  private static final double SHARE_OF_INDEXES = 0.1;

  /** Smaller than RocksDB's 1 MiB, that many stores with a few entries each take little. */
  private static final long ARENA_BLOCK_BYTES = 64 << 10;

  private final long bytes;
  private Cache cache;
  private WriteBufferManager writeBuffers;
  private boolean closed;

  /**
   * @param bytes for all stores
   */
  public StoreMemory(long bytes) {
    this.bytes = bytes;
  }

  /** Has the stores of a Kafka Streams application use it, unless another setter was chosen. */
  public void addTo(Map<String, Object> settings) {
    settings.putIfAbsent(
        StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedStoreMemory.class.getName());
    settings.put(KEY, this);
  }

  synchronized void lendTo(Options options) {
    if (closed) {
      return;
    }
    if (cache == null) {
      cache = new LRUCache(bytes, DEFAULT_PARTS, false, SHARE_OF_INDEXES);
      writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(cache);
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    options.setTableFormatConfig(table);
    options.setArenaBlockSize(ARENA_BLOCK_BYTES);
    options.setWriteBufferManager(writeBuffers);
  }

  /** Bytes in use now, those counted that wait to be written. */
  synchronized long used() {
    return cache == null || closed ? 0 : cache.getUsage();
  }

  /** RocksDB itself lets go of it when the last of the stores is closed. */
  @Override
  public synchronized void close() {
    closed = true;
    if (cache != null) {
      writeBuffers.close();
      cache.close();
    }
  }
}
