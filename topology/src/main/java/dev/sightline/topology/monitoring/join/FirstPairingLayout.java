package dev.sightline.topology.monitoring.join;

import dev.sightline.schemas.StoredLabel;
import dev.sightline.schemas.StoredPairing;
import dev.sightline.schemas.StoredPrediction;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * How the first version stored pairings: the kind in one byte, then its fields in order, longs and
 * ints big-endian, strings as UTF-8 behind their length. It is read and no longer written.
 * Stateless.
 */
final class FirstPairingLayout {
  private static final int WAITING = 1;
  private static final int UNLABELLED = 2;
  private static final int LABELLED = 3;
  private static final int ENDED = 4;

  private FirstPairingLayout() {}

  /**
   * Whether bytes are in this layout: none of its kinds is a byte that Avro's encoding begins with.
   */
  static boolean isOf(byte[] bytes) {
    return bytes.length > 0 && bytes[0] >= WAITING && bytes[0] <= ENDED;
  }

  /**
   * The pairing in bytes of this layout.
   *
   * @throws IOException when they are damaged
   */
  static StoredPairing read(byte[] bytes) throws IOException {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int kind = in.readByte();
      boolean predicted = kind == UNLABELLED || kind == LABELLED;
      boolean labelled = kind == WAITING || kind == LABELLED;
      return new StoredPairing(
          predicted ? readPrediction(in) : null,
          labelled ? readLabel(in) : null,
          kind == ENDED ? Instant.ofEpochMilli(in.readLong()) : null,
          false,
          List.of());
    }
  }

  private static StoredPrediction readPrediction(DataInputStream in) throws IOException {
    return new StoredPrediction(
        readText(in), in.readInt(), readText(in), Instant.ofEpochMilli(in.readLong()));
  }

  private static StoredLabel readLabel(DataInputStream in) throws IOException {
    return new StoredLabel(
        readText(in), Instant.ofEpochMilli(in.readLong()), Instant.ofEpochMilli(in.readLong()));
  }

  private static String readText(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new EOFException("a text of " + length + " bytes, with " + in.available() + " left");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
