package dev.sightline.schemas;

import java.util.Map;

/**
 * One topic of the pipeline: its name, what its values are, and how it is created. Keys are UTF-8
 * strings everywhere.
 *
 * @param name the topic's name
 * @param valueType the Avro record of its values, or {@code byte[]} for values passed on as they
 *     came
 * @param partitions partitions when nothing else is asked for
 * @param config topic settings that differ from the broker's
 */
public record Topic<V>(
    String name, Class<V> valueType, int partitions, Map<String, String> config) {

  /** The registry subject of the values, by Confluent's TopicNameStrategy. */
  public String valueSubject() {
    return name + "-value";
  }
}
