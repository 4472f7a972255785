package dev.sightline.endtoend;

import dev.sightline.models.archive.ModelArchive;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ModelPart;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A version put on the topics record by record, and so as wrong as a test wants it: the publisher
 * would refuse most of these. Its archive comes in two parts.
 */
final class HandmadeModel {
  private final ModelManifest manifest;
  private final Map<Integer, byte[]> parts = new TreeMap<>();

  /** All in order: the manifest's checksums are those of the archive. */
  HandmadeModel(int version, ModelManifest.Builder draft, byte[] archive) {
    byte[] first = Arrays.copyOf(archive, archive.length / 2);
    byte[] second = Arrays.copyOfRange(archive, first.length, archive.length);
    parts.put(0, first);
    parts.put(1, second);
    manifest =
        draft
            .setVersion(version)
            .setArchive(checksum(archive))
            .setParts(List.of(checksum(first), checksum(second)))
            .build();
  }

  /** The archive that a publisher would make of a model. */
  static byte[] archive(ShiftModel model, Path scratch) throws IOException {
    Path folder = model.write(scratch.resolve("saved-model"));
    new ModelArchive().pack(folder, scratch.resolve("archive.zip"));
    return Files.readAllBytes(scratch.resolve("archive.zip"));
  }

  /** Changes a byte of a part that the manifest has another checksum of. */
  HandmadeModel alter(int part) {
    parts.get(part)[7] ^= 1;
    return this;
  }

  HandmadeModel leaveOut(int part) {
    parts.remove(part);
    return this;
  }

  /** Writes it and releases it as champion, in one transaction. */
  void release(Cluster cluster) {
    write(
        cluster,
        producer -> {
          send(producer, cluster, "manifest", new ModelPart(name(), version(), -1, null, manifest));
          parts.forEach(
              (index, data) ->
                  send(
                      producer,
                      cluster,
                      index.toString(),
                      new ModelPart(name(), version(), index, ByteBuffer.wrap(data), null)));
          sendRelease(producer, cluster, version());
        });
  }

  /** Releases a version as champion, whether or not there is one. */
  static void release(Cluster cluster, int version) {
    write(cluster, producer -> sendRelease(producer, cluster, version));
  }

  private interface Records {
    void send(Producer<String, byte[]> producer);
  }

  private static void write(Cluster cluster, Records records) {
    Map<String, Object> config = cluster.config(Map.of("transactional.id", "handmade"));
    try (Producer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      records.send(producer);
      producer.commitTransaction();
    }
  }

  private void send(
      Producer<String, byte[]> producer, Cluster cluster, String part, ModelPart record) {
    String topic = Topics.MODELS.name();
    byte[] value = cluster.serializer(Topics.MODELS).serialize(topic, record);
    producer.send(
        new ProducerRecord<>(topic, "%s/%d/%s".formatted(name(), version(), part), value));
  }

  private static void sendRelease(Producer<String, byte[]> producer, Cluster cluster, int version) {
    String topic = Topics.MODEL_RELEASES.name();
    ModelRelease release =
        new ModelRelease(
            ShiftModel.NAME,
            version,
            null,
            "end-to-end",
            "by hand",
            Instant.ofEpochMilli(0),
            List.of());
    byte[] value = cluster.serializer(Topics.MODEL_RELEASES).serialize(topic, release);
    producer.send(new ProducerRecord<>(topic, ShiftModel.NAME, value));
  }

  private String name() {
    return manifest.getName();
  }

  private int version() {
    return manifest.getVersion();
  }

  private static Checksum checksum(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Checksum(HexFormat.of().formatHex(digest), (long) bytes.length);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
