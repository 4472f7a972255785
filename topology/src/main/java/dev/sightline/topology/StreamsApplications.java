package dev.sightline.topology;

import dev.sightline.schemas.Topic;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.topology.settings.WorkerConfig;
import dev.sightline.topology.streams.Registration;
import dev.sightline.topology.streams.StreamsClients;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * Makes the Kafka Streams applications of one worker, each a static member of its group: the broker
 * gives a worker that was killed and starts again what it had, and waits for no session to end.
 */
final class StreamsApplications {
  private final WorkerConfig config;
  private final SchemaRegistry registry;
  private final StateFolder folder;
  private final MeterRegistry meters;

  /**
   * @param folder open by the time that an application is made
   */
  StreamsApplications(
      WorkerConfig config, SchemaRegistry registry, StateFolder folder, MeterRegistry meters) {
    this.config = config;
    this.registry = registry;
    this.folder = folder;
    this.meters = meters;
  }

  /**
   * An application, not started.
   *
   * @param settings of Kafka Streams
   * @param around makes the clients to use of those that are observed
   * @param consumed topics whose values are Avro in the Confluent wire format
   * @param written topics whose values are, too
   * @param model that all workers of the application must follow, if they must
   */
  StreamsApplication make(
      String name,
      Map<String, Object> settings,
      Topology topology,
      UnaryOperator<KafkaClientSupplier> around,
      Set<String> consumed,
      List<Topic<? extends SpecificRecord>> written,
      Optional<String> model) {
    Clock clock = Clock.systemUTC();
    Map<String, Object> asMember = asStaticMember(settings);
    StreamsClients clients =
        new StreamsClients(registry, consumed, folder.identity(), model, clock);
    return new StreamsApplication(
        name,
        new KafkaStreams(topology, new StreamsConfig(asMember), around.apply(clients)),
        asMember,
        clients,
        new Registration(written, registry, config.clientConfig(), clock),
        meters);
  }

  /** The other protocols have no static members that Kafka Streams could be. */
  private Map<String, Object> asStaticMember(Map<String, Object> given) {
    Map<String, Object> settings = new HashMap<>(given);
    Object protocol = settings.get(StreamsConfig.GROUP_PROTOCOL_CONFIG);
    if (protocol == null || GroupProtocol.CLASSIC.name().equalsIgnoreCase(protocol.toString())) {
      settings.putIfAbsent(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, folder.identity());
    }
    return settings;
  }
}
