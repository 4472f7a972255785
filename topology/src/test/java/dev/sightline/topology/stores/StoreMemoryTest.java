package dev.sightline.topology.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** What stores of RocksDB take outside the heap, as RocksDB counts it. */
class StoreMemoryTest {
  private static final int STORES = 16;
  private static final long BYTES = 16 << 20;
  private static final int VALUE_BYTES = 16 << 10;

  @TempDir Path folder;

  @Nested
  class WhenSixteenStoresHoldFourTimesAsMuch {
    @Test
    void allTogetherKeepToItWhatTheyWriteAndWhatTheyRead() {
      try (StoreMemory memory = new StoreMemory(BYTES);
          TopologyTestDriver stores = opened(settings(memory))) {
        for (int key = 0; key < 256; key++) {
          for (int store = 0; store < STORES; store++) {
            stores.<Integer, byte[]>getKeyValueStore(name(store)).put(key, value(key));
          }
          assertThat(memory.used()).isPositive().isLessThan(2 * BYTES); // some is being flushed
        }
        for (int store = 0; store < STORES; store++) {
          KeyValueStore<Integer, byte[]> read = stores.getKeyValueStore(name(store));
          read.flush();
          for (int key = 0; key < 256; key++) {
            assertThat(read.get(key)).isEqualTo(value(key));
          }
          assertThat(memory.used()).isLessThan(2 * BYTES);
        }
        assertThat(memory.used()).as("what was read is kept").isGreaterThan(BYTES / 2);
      }
    }
  }

  @Nested
  class WhenAStoreWasWrittenWithoutIt {
    @Test
    void itIsReadWithItAndTheOtherWayRound() throws RocksDBException {
      byte[] key = {1};
      try (StoreMemory memory = new StoreMemory(BYTES);
          Options without = new Options().setCreateIfMissing(true);
          Options with = new Options().setTableFormatConfig(new BlockBasedTableConfig())) {
        memory.lendTo(with);
        try (RocksDB before = RocksDB.open(without, folder.toString())) {
          before.put(key, value(1));
        }
        try (RocksDB after = RocksDB.open(with, folder.toString())) {
          assertThat(after.get(key)).isEqualTo(value(1));
          after.put(key, value(2));
        }
        try (RocksDB again = RocksDB.open(without, folder.toString())) {
          assertThat(again.get(key)).isEqualTo(value(2));
        }
      }
    }
  }

  @Nested
  class WhenItIsClosed {
    @Test
    void storesThatAreStillOpenGoOnAndOthersOpenWithoutIt() {
      StoreMemory memory = new StoreMemory(BYTES);
      try (TopologyTestDriver open = opened(settings(memory))) {
        memory.close();
        KeyValueStore<Integer, byte[]> store = open.getKeyValueStore(name(0));
        store.put(1, value(1));
        store.flush();
        assertThat(store.get(1)).isEqualTo(value(1));
        assertThat(memory.used()).isZero();
      }
      assertThatCode(() -> opened(settings(memory)).close()).doesNotThrowAnyException();
      assertThatCode(memory::close).doesNotThrowAnyException();
    }
  }

  @Nested
  class WhenAnotherSetterWasChosen {
    @Test
    void thatOneStays() {
      Map<String, Object> settings =
          new HashMap<>(Map.of(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, "theirs"));
      try (StoreMemory memory = new StoreMemory(BYTES)) {
        memory.addTo(settings);
      }
      assertThat(settings)
          .containsEntry(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, "theirs");
    }
  }

  private static Map<String, Object> settings(StoreMemory memory) {
    Map<String, Object> settings = new HashMap<>();
    memory.addTo(settings);
    return settings;
  }

  private TopologyTestDriver opened(Map<String, Object> settings) {
    Topology topology = new Topology();
    topology.addSource("source", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "topic");
    topology.addProcessor("processor", Idle::new, "source");
    IntStream.range(0, STORES)
        .forEach(
            store ->
                topology.addStateStore(
                    Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(name(store)),
                            Serdes.Integer(),
                            Serdes.ByteArray())
                        .withLoggingDisabled(),
                    "processor"));
    Properties all = new Properties();
    all.putAll(settings);
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, "memory");
    all.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
    return new TopologyTestDriver(topology, all);
  }

  private static final class Idle implements Processor<byte[], byte[], Void, Void> {
    @Override
    public void process(Record<byte[], byte[]> record) {}
  }

  private static String name(int store) {
    return "store-" + store;
  }

  /** Differs by its key, and is compressed by nobody: Kafka Streams' stores are not. */
  private static byte[] value(int key) {
    byte[] value = new byte[VALUE_BYTES];
    Arrays.fill(value, (byte) key);
    return value;
  }
}
