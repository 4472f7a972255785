package dev.sightline.topology.monitoring.windows;

import dev.sightline.models.ModelVersion;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A bucket or a window of one model version, by its start in ms since the epoch. In order of time,
 * as an object and as bytes (eight of time and four of version, big-endian, then the name in
 * UTF-8), for starts from 0 on.
 *
 * <p>Name and version are not checked: the first version stored buckets of models that can't be.
 */
record Slot(long startMs, String modelName, int modelVersion) implements Comparable<Slot> {
  private static final Comparator<Slot> ORDER =
      Comparator.comparingLong(Slot::startMs)
          .thenComparing(Slot::modelVersion)
          .thenComparing(Slot::modelName);

  Slot(long startMs, ModelVersion model) {
    this(startMs, model.name(), model.version());
  }

  /** Whether there can be such a model. */
  boolean isPossible() {
    return ModelVersion.isPossible(modelName, modelVersion);
  }

  /**
   * The model version.
   *
   * @throws dev.sightline.models.ModelRejectedException when it can't be
   */
  ModelVersion model() {
    return new ModelVersion(modelName, modelVersion);
  }

  /** The slot of the same model version at another start. */
  Slot at(long otherStartMs) {
    return new Slot(otherStartMs, modelName, modelVersion);
  }

  @Override
  public int compareTo(Slot other) {
    return ORDER.compare(this, other);
  }

  static Serde<Slot> serde() {
    return Serdes.serdeFrom((topic, slot) -> slot.bytes(), (topic, bytes) -> of(bytes));
  }

  private byte[] bytes() {
    byte[] name = modelName.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + Integer.BYTES + name.length)
        .putLong(startMs)
        .putInt(modelVersion)
        .put(name)
        .array();
  }

  private static Slot of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long startMs = buffer.getLong();
    int version = buffer.getInt();
    return new Slot(startMs, StandardCharsets.UTF_8.decode(buffer).toString(), version);
  }
}
