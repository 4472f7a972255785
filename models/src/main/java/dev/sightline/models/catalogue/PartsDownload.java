package dev.sightline.models.catalogue;

import dev.sightline.models.ModelKey;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.archive.ArchiveParts;
import dev.sightline.models.archive.Sha256;
import dev.sightline.models.log.PartitionReader;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ModelPart;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.UnreadableRecordException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One download of one version's archive, verified part by part as it comes. */
final class PartsDownload {
  private final PublishedModel model;
  private final PartitionReader reader;
  private final AvroDeserializer<ModelPart> deserializer;

  PartsDownload(PublishedModel model, PartitionReader reader, SchemaRegistry registry) {
    this.model = model;
    this.reader = reader;
    this.deserializer = new AvroDeserializer<>(ModelPart.class, registry);
  }

  /** Checks that the manifest's sizes can be those of an archive, before a byte is downloaded. */
  static void checkSizes(PublishedModel model) {
    List<Checksum> parts = model.manifest().getParts();
    long archiveBytes = model.manifest().getArchive().getSizeBytes();
    long sum = 0;
    for (int index = 0; index < parts.size(); index++) {
      long partBytes = parts.get(index).getSizeBytes();
      if (partBytes < 1 || partBytes > ArchiveParts.PART_BYTES) {
        throw new ModelRejectedException(
            "model %s, part %d in the manifest: expected 1 to %d bytes, found %d"
                .formatted(model.id(), index, ArchiveParts.PART_BYTES, partBytes));
      }
      sum += partBytes;
    }
    if (sum != archiveBytes || parts.isEmpty()) {
      throw new ModelRejectedException(
          "model %s, manifest: expected parts of %d bytes together, found %d parts of %d"
              .formatted(model.id(), archiveBytes, parts.size(), sum));
    }
  }

  void to(OutputStream archive) throws IOException {
    Sha256 whole = new Sha256();
    long end = reader.end();
    reader.seek(model.offset() + 1);
    List<Checksum> parts = model.manifest().getParts();
    for (int index = 0; index < parts.size(); index++) {
      byte[] data = part(index, end);
      check("part " + index, parts.get(index), Sha256.of(data));
      whole.add(data);
      archive.write(data);
    }
    check("archive", model.manifest().getArchive(), whole.checksum());
  }

  /** The next part, which must be this one: parts stand in order, others' records between them. */
  private byte[] part(int index, long end) {
    for (ConsumerRecord<String, byte[]> record; (record = reader.next(end)) != null; ) {
      Optional<ModelKey> key = ModelKey.parse(record.key());
      if (key.isEmpty() || !key.get().model().equals(model.id()) || key.get().part() < index) {
        continue;
      }
      if (key.get().part() > index) {
        throw missing(index, "found part " + key.get().part() + " at offset " + record.offset());
      }
      return data(record, index);
    }
    throw missing(index, "read to the end of the topic at offset " + end);
  }

  private byte[] data(ConsumerRecord<String, byte[]> record, int index) {
    try {
      ModelPart part = deserializer.deserialize(record.topic(), record.value());
      if (part == null || part.getData() == null) {
        throw missing(index, "found no data at offset " + record.offset());
      }
      ByteBuffer data = part.getData();
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      return bytes;
    } catch (UnreadableRecordException damaged) {
      throw new ModelRejectedException(
          "model %s, part %d at offset %d: %s"
              .formatted(model.id(), index, record.offset(), damaged.getMessage()),
          damaged);
    }
  }

  private void check(String what, Checksum expected, Checksum actual) {
    if (expected.getSizeBytes() != actual.getSizeBytes()) {
      throw new ModelRejectedException(
          "model %s, %s: expected %d bytes, found %d"
              .formatted(model.id(), what, expected.getSizeBytes(), actual.getSizeBytes()));
    }
    if (!expected.getSha256().equals(actual.getSha256())) {
      throw new ModelRejectedException(
          "model %s, %s: expected SHA-256 %s, found %s"
              .formatted(model.id(), what, expected.getSha256(), actual.getSha256()));
    }
  }

  private ModelRejectedException missing(int index, String found) {
    return new ModelRejectedException(
        "model %s (manifest at offset %d): expected part %d, %s"
            .formatted(model.id(), model.offset(), index, found));
  }
}
