package dev.sightline.trainer.tensorboard;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * TensorBoard's events in the wire format of protocol buffers. TensorFlow Java has no classes of
 * these messages; they are few and frozen.
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/event.proto">event.proto
 *     and summary.proto</a>
 */
final class EventMessage {
  private static final String VERSION = "brain.Event:2";

  // Event
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  // Summary
  private static final int VALUE = 1;
  // Summary.Value
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int IMAGE = 4;
  // Summary.Image
  private static final int HEIGHT = 1;
  private static final int WIDTH = 2;
  private static final int COLORSPACE = 3;
  private static final int ENCODED_IMAGE = 4;

  private static final int RGB = 3;

  // A PNG file has its width and height behind a signature of 8 bytes and a chunk's head of 8.
  private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int PNG_WIDTH_AT = 16;
  private static final int PNG_HEIGHT_AT = 20;

  private EventMessage() {}

  /** What a file begins with. */
  static byte[] version(Instant time) {
    return message(
        event -> {
          event.writeDouble(WALL_TIME, seconds(time));
          event.writeString(FILE_VERSION, VERSION);
        });
  }

  static byte[] scalar(Instant time, long step, String tag, double value) {
    return summary(time, step, tag, summary -> summary.writeFloat(SIMPLE_VALUE, (float) value));
  }

  /**
   * @param png a PNG file
   * @throws IllegalArgumentException when it is none
   */
  static byte[] image(Instant time, long step, String tag, byte[] png) {
    ByteBuffer file = ByteBuffer.wrap(png);
    if (png.length < PNG_HEIGHT_AT + Integer.BYTES || file.getLong(0) != PNG_SIGNATURE) {
      throw new IllegalArgumentException(
          "image '%s': %d bytes that are no PNG file".formatted(tag, png.length));
    }
    byte[] image =
        message(
            fields -> {
              fields.writeInt32(HEIGHT, file.getInt(PNG_HEIGHT_AT));
              fields.writeInt32(WIDTH, file.getInt(PNG_WIDTH_AT));
              fields.writeInt32(COLORSPACE, RGB);
              fields.writeByteArray(ENCODED_IMAGE, png);
            });
    return summary(time, step, tag, summary -> summary.writeByteArray(IMAGE, image));
  }

  private static byte[] summary(Instant time, long step, String tag, Fields content) {
    byte[] value =
        message(
            fields -> {
              fields.writeString(TAG, tag);
              content.write(fields);
            });
    byte[] summary = message(fields -> fields.writeByteArray(VALUE, value));
    return message(
        event -> {
          event.writeDouble(WALL_TIME, seconds(time));
          event.writeInt64(STEP, step);
          event.writeByteArray(SUMMARY, summary);
        });
  }

  private static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / 1e9;
  }

  private static byte[] message(Fields fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      fields.write(out);
      out.flush();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private interface Fields {
    void write(CodedOutputStream out) throws IOException;
  }
}
