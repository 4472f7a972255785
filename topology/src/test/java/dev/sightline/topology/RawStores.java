package dev.sightline.topology;

import dev.sightline.topology.monitoring.join.PairingStore;
import dev.sightline.topology.monitoring.windows.BucketStore;
import dev.sightline.topology.monitoring.windows.MetricsDriver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** The stores of the metrics on disk, written as bytes: by whom a test likes. */
final class RawStores implements AutoCloseable {
  private static final List<String> STORES =
      List.of(PairingStore.PAIRINGS, PairingStore.EXPIRIES, BucketStore.BUCKETS);

  private final TopologyTestDriver driver;

  /** Opens the stores that a {@link MetricsDriver} finds in the same folder when this is closed. */
  RawStores(Path stateDir) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, MetricsDriver.APPLICATION_ID);
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    var bytes = new ByteArrayDeserializer();
    Topology topology =
        new Topology()
            .addSource("read", bytes, bytes, "a-topic")
            .addProcessor("keep", Keeping::new, "read");
    for (String store : STORES) {
      topology.addStateStore(
          Stores.keyValueStoreBuilder(
              Stores.persistentKeyValueStore(store), Serdes.ByteArray(), Serdes.ByteArray()),
          "keep");
    }
    driver = new TopologyTestDriver(topology, config);
  }

  /** Processes nothing: it has the stores. */
  private static final class Keeping implements Processor<byte[], byte[], Void, Void> {
    @Override
    public void process(Record<byte[], byte[]> record) {
      throw new AssertionError("no record is piped");
    }
  }

  void put(String store, byte[] key, byte[] value) {
    KeyValueStore<byte[], byte[]> raw = driver.getKeyValueStore(store);
    raw.put(key, value);
  }

  void putPairing(String id, byte[] value) {
    put(PairingStore.PAIRINGS, id.getBytes(StandardCharsets.UTF_8), value);
  }

  @Override
  public void close() {
    driver.getAllStateStores().values().forEach(StateStore::close);
  }
}
