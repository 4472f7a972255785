package dev.sightline.topology.monitoring.join;

import dev.sightline.models.ModelVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Pairings as bytes: the kind in one byte, then its fields in order, longs and ints big-endian,
 * strings as UTF-8 behind their length. The bytes live in the changelog: a kind keeps its number
 * and layout; a new layout takes a new number. Stateless.
 */
public final class PairingSerde implements Serde<Pairing> {
  private static final int WAITING = 1;
  private static final int UNLABELLED = 2;
  private static final int LABELLED = 3;
  private static final int ENDED = 4;

  @Override
  public Serializer<Pairing> serializer() {
    return (topic, pairing) -> pairing == null ? null : write(pairing);
  }

  @Override
  public Deserializer<Pairing> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private static byte[] write(Pairing pairing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    try {
      write(pairing, new DataOutputStream(bytes));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(Pairing pairing, DataOutputStream out) throws IOException {
    if (pairing instanceof Pairing.Waiting waiting) {
      out.writeByte(WAITING);
      write(waiting.truth(), out);
    } else if (pairing instanceof Pairing.Unlabelled unlabelled) {
      out.writeByte(UNLABELLED);
      write(unlabelled.scored(), out);
    } else if (pairing instanceof Pairing.Labelled labelled) {
      out.writeByte(LABELLED);
      write(labelled.scored(), out);
      write(labelled.truth(), out);
    } else if (pairing instanceof Pairing.Ended ended) {
      out.writeByte(ENDED);
      out.writeLong(ended.predictedMs());
    } else {
      throw new SerializationException(pairing + " is not to be stored");
    }
  }

  private static void write(Truth truth, DataOutputStream out) throws IOException {
    write(truth.actual(), out);
    out.writeLong(truth.labelledAtMs());
    out.writeLong(truth.timestampMs());
  }

  private static void write(Scored scored, DataOutputStream out) throws IOException {
    write(scored.model().name(), out);
    out.writeInt(scored.model().version());
    write(scored.predicted(), out);
    out.writeLong(scored.timestampMs());
  }

  private static void write(String text, DataOutputStream out) throws IOException {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static Pairing read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int kind = in.readByte();
      return switch (kind) {
        case WAITING -> new Pairing.Waiting(readTruth(in));
        case UNLABELLED -> new Pairing.Unlabelled(readScored(in));
        case LABELLED -> new Pairing.Labelled(readScored(in), readTruth(in));
        case ENDED -> new Pairing.Ended(in.readLong());
        default -> throw new SerializationException("expected a pairing of kind 1 to 4: " + kind);
      };
    } catch (IOException damaged) {
      throw new SerializationException(
          "a stored pairing of " + bytes.length + " bytes is damaged", damaged);
    }
  }

  private static Truth readTruth(DataInputStream in) throws IOException {
    return new Truth(readText(in), in.readLong(), in.readLong());
  }

  private static Scored readScored(DataInputStream in) throws IOException {
    ModelVersion model = new ModelVersion(readText(in), in.readInt());
    return new Scored(model, readText(in), in.readLong());
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
