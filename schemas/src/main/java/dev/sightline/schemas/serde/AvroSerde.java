package dev.sightline.schemas.serde;

import dev.sightline.schemas.registry.SchemaRegistry;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Avro values of one record type in the Confluent wire format, subject by topic name. Safe for many
 * threads: Kafka Streams hands one serde to all of its stream threads.
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {
  private final AvroSerializer<T> serializer;
  private final AvroDeserializer<T> deserializer;

  /**
   * @param config Confluent's keys; {@code auto.register.schemas} (default true) is read here
   * @throws org.apache.kafka.common.config.ConfigException when its value is neither true nor false
   */
  public AvroSerde(Class<T> type, SchemaRegistry registry, Map<String, ?> config) {
    this.serializer = new AvroSerializer<>(type, registry, config);
    this.deserializer = new AvroDeserializer<>(type, registry);
  }

  @Override
  public Serializer<T> serializer() {
    return serializer;
  }

  @Override
  public Deserializer<T> deserializer() {
    return deserializer;
  }
}
