package dev.sightline.endtoend;

import dev.sightline.schemas.ImageEncoding;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Records of the images topic that somebody or something has damaged, in {@value #WAYS} ways by
 * turns, each with what may become of it. The same seed gives the same records.
 */
final class MangledImages {
  /** The largest content that is decoded, for these to be too large or not. */
  static final int MAX_BYTES = 64 << 10;

  /** The most pixels that are decoded. */
  static final int MAX_PIXELS = 1 << 20;

  static final String PREDICTED = "PREDICTED";

  private static final int WAYS = 22;

  /** What a producer sends at the most by default, less what it counts for itself. */
  private static final int MAX_RECORD_BYTES = (1 << 20) - 200;

  private final Serializer<ImageEvent> serializer;
  private final Random random;
  private final byte[] inflatingPng = png(32, 32, 64 << 20);

  /**
   * A damaged record.
   *
   * @param outcomes reasons of a dead letter, or {@link #PREDICTED}
   */
  record Mangled(ProducerRecord<byte[], byte[]> record, Set<String> outcomes) {}

  MangledImages(Serializer<ImageEvent> serializer, long seed) {
    this.serializer = serializer;
    this.random = new Random(seed);
  }

  Mangled image(int number) {
    String id = NumberedImages.id(number);
    byte[] jpeg = NumberedImages.file(NumberedImages.actual(number), 40, 30, "jpg");
    byte[] png = NumberedImages.file(NumberedImages.actual(number), 40, 30, "png");
    return switch (number % WAYS) {
      case 0 -> content(id, truncated(jpeg), "TRUNCATED");
      case 1 -> content(id, truncated(png), "TRUNCATED");
      case 2 ->
          content(
              id,
              withFlippedBits(jpeg),
              PREDICTED,
              "TRUNCATED",
              "DAMAGED",
              "UNKNOWN_FORMAT",
              "UNSUPPORTED",
              "TOO_MANY_PIXELS");
      case 3 ->
          content(
              id,
              withFlippedBits(png),
              PREDICTED,
              "TRUNCATED",
              "DAMAGED",
              "UNKNOWN_FORMAT",
              "UNSUPPORTED",
              "TOO_MANY_PIXELS");
      case 4 -> content(id, new byte[0], "EMPTY");
      case 5 -> content(id, Arrays.copyOf(jpeg, MAX_BYTES + 1), "TOO_MANY_BYTES");
      case 6 -> content(id, png(60_000, 60_000, 0), "TOO_MANY_PIXELS");
      case 7 -> content(id, inflatingPng, PREDICTED, "DAMAGED");
      case 8 -> content(id, vastGif(), "TOO_MANY_PIXELS");
      case 9 -> content(id, "no image".getBytes(StandardCharsets.UTF_8), "UNKNOWN_FORMAT");
      case 10 -> event(id, raw(id, 7, 7, 8 * 7 * 3), "WRONG_SIZE");
      case 11 -> event(id, raw(id, null, 7, 7 * 7 * 3), "WRONG_SIZE");
      case 12 -> record(id, truncated(bytes(encoded(id, jpeg))), "UNREADABLE_EVENT");
      case 13 ->
          record(id, ofSchema(Integer.MAX_VALUE - number, encoded(id, jpeg)), "UNREADABLE_EVENT");
      case 14 -> record(id, noise(), "UNREADABLE_EVENT");
      case 15 ->
          record(
              id,
              withFlippedBits(bytes(encoded(id, jpeg))),
              PREDICTED,
              "UNREADABLE_EVENT",
              "KEY_MISMATCH",
              "TRUNCATED",
              "DAMAGED",
              "UNKNOWN_FORMAT",
              "UNSUPPORTED",
              "TOO_MANY_PIXELS",
              "WRONG_SIZE");
      case 16 -> event("another-" + id, encoded(id, jpeg), "KEY_MISMATCH");
      case 17 -> mangled(new byte[] {(byte) 0xC3, 0x28}, bytes(encoded(id, jpeg)), "KEY_MISMATCH");
      case 18 -> mangled(null, bytes(encoded(id, jpeg)), "NO_KEY");
      case 19 -> record(id, null, "NO_VALUE");
      case 20 -> new Mangled(new Timeless(id, bytes(encoded(id, png))), Set.of(PREDICTED));
      default ->
          number / WAYS % 2 == 0
              ? record(id, new byte[MAX_RECORD_BYTES - id.length()], "UNREADABLE_EVENT")
              : withLongId(number);
    };
  }

  /** A record without a timestamp, as clients other than Java's may send it. */
  private static final class Timeless extends ProducerRecord<byte[], byte[]> {
    Timeless(String id, byte[] value) {
      super(Topics.IMAGES.name(), id.getBytes(StandardCharsets.UTF_8), value);
    }

    @Override
    public Long timestamp() {
      return ConsumerRecord.NO_TIMESTAMP;
    }
  }

  /** An id that fills half of a record as its key and half as part of its value. */
  private Mangled withLongId(int number) {
    String id = NumberedImages.id(number) + "-".repeat(MAX_RECORD_BYTES / 2 - 60);
    return event(id, raw(id, 1, 1, 3), "ID_TOO_LONG");
  }

  private Mangled content(String id, byte[] content, String... outcomes) {
    return event(id, encoded(id, content), outcomes);
  }

  private Mangled event(String key, ImageEvent event, String... outcomes) {
    return record(key, bytes(event), outcomes);
  }

  private static Mangled record(String key, byte[] value, String... outcomes) {
    return mangled(key.getBytes(StandardCharsets.UTF_8), value, outcomes);
  }

  private static Mangled mangled(byte[] key, byte[] value, String... outcomes) {
    return new Mangled(new ProducerRecord<>(Topics.IMAGES.name(), key, value), Set.of(outcomes));
  }

  private byte[] bytes(ImageEvent event) {
    return serializer.serialize(Topics.IMAGES.name(), event);
  }

  private static ImageEvent encoded(String id, byte[] content) {
    return ImageEvent.newBuilder()
        .setId(id)
        .setContent(ByteBuffer.wrap(content))
        .setCapturedAt(Instant.now())
        .build();
  }

  private static ImageEvent raw(String id, Integer width, Integer height, int bytes) {
    return ImageEvent.newBuilder()
        .setId(id)
        .setEncoding(ImageEncoding.RGB)
        .setWidth(width)
        .setHeight(height)
        .setContent(ByteBuffer.allocate(bytes))
        .setCapturedAt(Instant.now())
        .build();
  }

  /** Between a quarter and three quarters of it. */
  private byte[] truncated(byte[] whole) {
    return Arrays.copyOf(whole, whole.length / 4 + random.nextInt(whole.length / 2));
  }

  private byte[] withFlippedBits(byte[] whole) {
    byte[] flipped = whole.clone();
    for (int i = 0; i < 8; i++) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  /** Not in the wire format, which starts with a 0. */
  private byte[] noise() {
    byte[] noise = new byte[random.nextInt(1000)];
    random.nextBytes(noise);
    if (noise.length > 0) {
      noise[0] |= 1;
    }
    return noise;
  }

  private byte[] ofSchema(int id, ImageEvent event) {
    byte[] bytes = bytes(event);
    ByteBuffer.wrap(bytes).putInt(1, id);
    return bytes;
  }

  /** A GIF whose screen and frame have the largest size there is. */
  private static byte[] vastGif() {
    byte[] gif = new byte[26];
    ByteBuffer header = ByteBuffer.wrap(gif);
    header.put("GIF89a".getBytes(StandardCharsets.US_ASCII)).putInt(-1).put(new byte[3]);
    header.put((byte) ',').putInt(0).putInt(-1).put(new byte[] {0, 2, 0, ';'});
    return gif;
  }

  /** A gray PNG that claims a size, whatever its data come to when they are inflated. */
  private static byte[] png(int width, int height, int inflatedBytes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(0x89504E470D0A1A0AL);
      byte[] header = {8, 0, 0, 0, 0};
      chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(width).putInt(height).put(header).array());
      chunk(out, "IDAT", deflatedZeros(inflatedBytes));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static byte[] deflatedZeros(int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, best)) {
      byte[] zeros = new byte[1 << 16];
      for (int left = count; left > 0; left -= zeros.length) {
        out.write(zeros);
      }
    } finally {
      best.end();
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) checksum.getValue());
  }
}
