package dev.sightline.topology.monitoring.join;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topic;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.UnreadableRecordException;
import dev.sightline.topology.monitoring.join.Arrival.Input;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Makes arrivals of the bytes of one input. Safe for many threads. */
public final class ArrivalDecoder<T extends SpecificRecord> {
  /**
   * Class names are repeated in every count; longer ones are a mistake, and would burst records.
   */
  static final int MAX_CLASS_CHARS = 256;

  /** What is read off a record of this input. */
  private interface Reading<T> {
    String id(T value);

    String className(T value);

    Arrival arrival(T value, long timestampMs);
  }

  private final Topic<T> topic;
  private final Input input;
  private final AvroDeserializer<T> deserializer;
  private final Reading<T> reading;

  private ArrivalDecoder(Topic<T> topic, Input input, SchemaRegistry registry, Reading<T> reading) {
    this.topic = topic;
    this.input = input;
    this.deserializer = new AvroDeserializer<>(topic.valueType(), registry);
    this.reading = reading;
  }

  /** Decodes {@code predictions}. */
  public static ArrivalDecoder<Prediction> ofPredictions(SchemaRegistry registry) {
    return new ArrivalDecoder<>(
        Topics.PREDICTIONS, Input.PREDICTIONS, registry, new PredictionReading());
  }

  /** Decodes {@code labels}. */
  public static ArrivalDecoder<Label> ofLabels(SchemaRegistry registry) {
    return new ArrivalDecoder<>(Topics.LABELS, Input.LABELS, registry, new LabelReading());
  }

  String topicName() {
    return topic.name();
  }

  /** The arrival of a record that was refused before it got here. */
  Arrival refused(String reason) {
    return new Arrival.Malformed(input, reason);
  }

  /**
   * The arrival of a record; bad data gives {@link Arrival.Malformed}.
   *
   * @throws dev.sightline.schemas.registry.SchemaRegistryException when the registry gives no
   *     answer
   */
  public Arrival decode(String key, byte[] value, long timestampMs) {
    if (key == null || value == null) {
      return new Arrival.Malformed(input, key == null ? "no key" : "no value");
    }
    try {
      T read = deserializer.deserialize(topic.name(), value);
      String id = reading.id(read);
      int classChars = reading.className(read).length();
      if (classChars > MAX_CLASS_CHARS) {
        return new Arrival.Malformed(
            input, "a class name of " + classChars + " characters, at most " + MAX_CLASS_CHARS);
      }
      return id.equals(key)
          ? reading.arrival(read, timestampMs)
          : new Arrival.Malformed(input, "the key is '" + key + "', the id is '" + id + "'");
    } catch (UnreadableRecordException | ModelRejectedException unreadable) {
      return new Arrival.Malformed(input, unreadable.getMessage());
    }
  }

  private static final class PredictionReading implements Reading<Prediction> {
    @Override
    public String id(Prediction prediction) {
      return prediction.getId();
    }

    @Override
    public String className(Prediction prediction) {
      return prediction.getLabel();
    }

    @Override
    public Arrival arrival(Prediction prediction, long timestampMs) {
      ModelVersion model =
          new ModelVersion(prediction.getModelName(), prediction.getModelVersion());
      return new Arrival.Prediction(
          new Scored(model, prediction.getLabel(), timestampMs),
          prediction.getConfidence(),
          Optional.ofNullable(prediction.getImageStatistics()));
    }
  }

  private static final class LabelReading implements Reading<Label> {
    @Override
    public String id(Label label) {
      return label.getId();
    }

    @Override
    public String className(Label label) {
      return label.getLabel();
    }

    @Override
    public Arrival arrival(Label label, long timestampMs) {
      return new Arrival.Label(
          new Truth(label.getLabel(), label.getLabelledAt().toEpochMilli(), timestampMs));
    }
  }
}
