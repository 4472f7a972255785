package dev.sightline.trainer.tensorboard;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/** TensorBoard's events: what happened when and at which step. */
final class Events {
  private static final String VERSION = "brain.Event:2";
  private static final int RGB = 3;

  // A PNG file has its width and height behind a signature of 8 bytes and a chunk's head of 8.
  private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int PNG_WIDTH_AT = 16;
  private static final int PNG_HEIGHT_AT = 20;

  private Events() {}

  /** What a file begins with. */
  static Event version(Instant time) {
    return Event.newBuilder().setWallTime(seconds(time)).setFileVersion(VERSION).build();
  }

  static Event scalar(Instant time, long step, String tag, double value) {
    return summary(
        time, step, Summary.Value.newBuilder().setTag(tag).setSimpleValue((float) value));
  }

  /**
   * @param png a PNG file
   * @throws IllegalArgumentException when it is none
   */
  static Event image(Instant time, long step, String tag, byte[] png) {
    ByteBuffer file = ByteBuffer.wrap(png);
    if (png.length < PNG_HEIGHT_AT + Integer.BYTES || file.getLong(0) != PNG_SIGNATURE) {
      throw new IllegalArgumentException(
          "image '%s': %d bytes that are no PNG file".formatted(tag, png.length));
    }
    Summary.Image.Builder image =
        Summary.Image.newBuilder()
            .setHeight(file.getInt(PNG_HEIGHT_AT))
            .setWidth(file.getInt(PNG_WIDTH_AT))
            .setColorspace(RGB)
            .setEncodedImageString(ByteString.copyFrom(png));
    return summary(time, step, Summary.Value.newBuilder().setTag(tag).setImage(image));
  }

  private static Event summary(Instant time, long step, Summary.Value.Builder value) {
    return Event.newBuilder()
        .setWallTime(seconds(time))
        .setStep(step)
        .setSummary(Summary.newBuilder().addValue(value))
        .build();
  }

  private static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / 1e9;
  }
}
