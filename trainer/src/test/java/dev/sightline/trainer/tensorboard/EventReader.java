package dev.sightline.trainer.tensorboard;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Takes an event file apart by the descriptions of the formats, checking every CRC. */
final class EventReader {
  private EventReader() {}

  /** A summary's only value; {@code png} is empty in a scalar. */
  record Read(
      double time, long step, String tag, float scalar, byte[] png, int width, int height) {}

  static List<Read> summaries(Path file) throws Exception {
    List<Read> read = new ArrayList<>();
    for (UnknownFieldSet event : events(file)) {
      if (event.hasField(5)) {
        read.add(read(event));
      }
    }
    return read;
  }

  static String version(Path file) throws Exception {
    return bytes(events(file).get(0), 3).toStringUtf8();
  }

  private static List<UnknownFieldSet> events(Path file) throws Exception {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<UnknownFieldSet> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      int at = bytes.position();
      int length = Math.toIntExact(bytes.getLong());
      require(bytes.array(), at, Long.BYTES, bytes.getInt());
      int dataAt = bytes.position();
      bytes.position(dataAt + length);
      require(bytes.array(), dataAt, length, bytes.getInt());
      events.add(
          UnknownFieldSet.parseFrom(CodedInputStream.newInstance(bytes.array(), dataAt, length)));
    }
    return events;
  }

  private static void require(byte[] bytes, int at, int length, int crc) {
    if (RecordFrame.maskedCrc(bytes, at, length) != crc) {
      throw new AssertionError("wrong CRC of the " + length + " bytes from " + at);
    }
  }

  private static Read read(UnknownFieldSet event) throws Exception {
    UnknownFieldSet value = message(message(event, 5), 1);
    boolean image = value.hasField(4);
    UnknownFieldSet picture = image ? message(value, 4) : UnknownFieldSet.getDefaultInstance();
    return new Read(
        Double.longBitsToDouble(event.getField(1).getFixed64List().get(0)),
        number(event, 2),
        bytes(value, 1).toStringUtf8(),
        image ? 0 : Float.intBitsToFloat(value.getField(2).getFixed32List().get(0)),
        image ? bytes(picture, 4).toByteArray() : new byte[0],
        image ? (int) number(picture, 2) : 0,
        image ? (int) number(picture, 1) : 0);
  }

  /** A number that is 0 is left out. */
  private static long number(UnknownFieldSet of, int field) {
    return of.hasField(field) ? of.getField(field).getVarintList().get(0) : 0;
  }

  private static UnknownFieldSet message(UnknownFieldSet of, int field) throws Exception {
    return UnknownFieldSet.parseFrom(bytes(of, field));
  }

  private static ByteString bytes(UnknownFieldSet of, int field) {
    return of.getField(field).getLengthDelimitedList().get(0);
  }
}
