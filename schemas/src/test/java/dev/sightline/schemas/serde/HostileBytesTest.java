package dev.sightline.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.sightline.schemas.ClassMetrics;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.ImageHistogram;
import dev.sightline.schemas.ImageStatistics;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.WindowCell;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes from a stranger: whatever is in them, they are a record or unreadable, and reading them
 * takes no memory but in proportion to their length.
 */
class HostileBytesTest {
  private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long ALLOWED_BYTES = 2_000_000;

  private final SchemaRegistry registry =
      SchemaRegistries.of(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));

  @Test
  void twentyThousandDamagedImagesAreReadOrUnreadable() {
    damage(ImageEvent.class, Records.image(), 20_000, 1);
  }

  @Test
  void damagedArraysAreReadOrUnreadable() {
    Prediction prediction =
        new Prediction(
            "image-1",
            "cat",
            3,
            0.9f,
            List.of(0.05f, 0.05f, 0.9f),
            "m",
            1,
            Instant.EPOCH,
            Instant.EPOCH,
            new ImageStatistics(120f, 40f, 900f, 110f, 120f, 130f, 640, 480),
            32);
    damage(Prediction.class, prediction, 5_000, 2);
  }

  @Test
  void damagedRecordsInRecordsAreReadOrUnreadable() {
    ClassMetrics cat = new ClassMetrics("cat", 0.5, null, 0.1, 4L);
    MetricsWindow window =
        new MetricsWindow(
            "m",
            1,
            Instant.EPOCH,
            Instant.EPOCH,
            9L,
            4L,
            2L,
            0.5,
            0.5,
            0.5,
            null,
            List.of("cat", "dog"),
            List.of(1L, 2L, 3L, 4L),
            List.of(cat, cat),
            List.of(5L, 4L),
            List.of(0L, 9L),
            0L,
            List.of(new WindowCell(0, 1, 3L)),
            1L,
            "a",
            List.of(new ImageHistogram("red", 3, List.of(4L, 5L))),
            2L,
            List.of(new ImageHistogram("blue", 0, List.of(9L))));
    damage(MetricsWindow.class, window, 5_000, 3);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        2_000,
        1 << 30,
        Integer.MAX_VALUE - 8,
        Integer.MAX_VALUE,
        1L << 40,
        -1,
        Long.MIN_VALUE,
        Long.MAX_VALUE
      })
  void aLengthBeyondTheBytesThatAreThereIsNotBelieved(long length) throws IOException {
    AvroSerde<ImageEvent> images = serde(ImageEvent.class);
    byte[] header = Arrays.copyOf(images.serializer().serialize("images", Records.image()), 5);
    byte[] longId = join(header, varint(length), new byte[100]);
    byte[] longContent = join(header, varint(1), new byte[] {'a'}, varint(length), new byte[100]);

    assertUnreadableAtOnce(images, longId);
    assertUnreadableAtOnce(images, longContent);
  }

  @ParameterizedTest
  @ValueSource(longs = {2_000, 1 << 30, Integer.MAX_VALUE, 1L << 40, -(1L << 40), Long.MIN_VALUE})
  void anArrayBeyondTheBytesThatAreThereIsNotBelieved(long items) throws IOException {
    AvroSerde<Prediction> predictions = serde(Prediction.class);
    Prediction empty =
        new Prediction(
            "a", "b", 1, 1f, List.of(), "m", 1, Instant.EPOCH, Instant.EPOCH, null, null);
    byte[] bytes = predictions.serializer().serialize("predictions", empty);
    int array = 5 + 2 + 2 + 1 + 4;

    assertUnreadableAtOnce(
        predictions, join(Arrays.copyOf(bytes, array), varint(items), varint(8), new byte[100]));
  }

  @Test
  void aWritersSchemaThatNestsWithoutEndDoesNotOverflowTheStack() {
    Schema nesting =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "Label", "namespace": "dev.sightline.schemas", "fields": [
                  {"name": "deep", "type": {"type": "record", "name": "Node", "fields": [
                    {"name": "next", "type": ["null", "Node"]}]}}]}
                """);
    byte[] header = Records.header(registry.register("labels-value", nesting));
    byte[] nested = new byte[1_000_000];
    Arrays.fill(nested, (byte) 2);

    AvroSerde<Label> labels = serde(Label.class);
    assertThatThrownBy(() -> labels.deserializer().deserialize("labels", join(header, nested)))
        .isInstanceOf(UnreadableRecordException.class);
  }

  private <T extends SpecificRecord> AvroSerde<T> serde(Class<T> type) {
    return new AvroSerde<>(type, registry, Map.of());
  }

  private <T extends SpecificRecord> void damage(Class<T> type, T record, int times, long seed) {
    AvroSerde<T> serde = serde(type);
    byte[] valid = serde.serializer().serialize("topic", record);
    Random random = new Random(seed);
    int unreadable = 0;
    for (int i = 0; i < times; i++) {
      byte[] damaged = Damage.values()[random.nextInt(Damage.values().length)].of(valid, random);
      long before = MEMORY.getCurrentThreadAllocatedBytes();
      try {
        serde.deserializer().deserialize("topic", damaged);
      } catch (UnreadableRecordException expected) {
        unreadable++;
      } catch (RuntimeException | Error other) {
        throw new AssertionError("mutation " + i + " of seed " + seed, other);
      }
      assertThat(MEMORY.getCurrentThreadAllocatedBytes() - before)
          .as("bytes allocated for mutation %d of seed %d", i, seed)
          .isLessThan(ALLOWED_BYTES);
    }
    assertThat(unreadable).as("of %d", times).isBetween(times / 10, times);
  }

  private static void assertUnreadableAtOnce(AvroSerde<?> serde, byte[] bytes) {
    long before = MEMORY.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> serde.deserializer().deserialize("topic", bytes))
        .isInstanceOf(UnreadableRecordException.class);
    assertThat(MEMORY.getCurrentThreadAllocatedBytes() - before).isLessThan(ALLOWED_BYTES);
  }

  private static byte[] varint(long value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    encoder.writeLong(value);
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... pieces) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      bytes.writeBytes(piece);
    }
    return bytes.toByteArray();
  }

  /** The ways in which bytes come to harm. */
  private enum Damage {
    BITS_FLIPPED {
      @Override
      byte[] of(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
          bytes[near(bytes, random)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
      }
    },
    BYTES_REPLACED {
      @Override
      byte[] of(byte[] valid, Random random) {
        byte[] bytes = valid.clone();
        int at = near(bytes, random);
        byte[] noise = new byte[Math.min(1 + random.nextInt(12), bytes.length - at)];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, bytes, at, noise.length);
        return bytes;
      }
    },
    CUT_SHORT {
      @Override
      byte[] of(byte[] valid, Random random) {
        return Arrays.copyOf(valid, random.nextInt(valid.length));
      }
    },
    HUGE_NUMBER_INSERTED {
      @Override
      byte[] of(byte[] valid, Random random) {
        int at = near(valid, random);
        byte[] huge = new byte[1 + random.nextInt(10)];
        Arrays.fill(huge, (byte) 0xff);
        huge[huge.length - 1] = (byte) random.nextInt(128);
        return join(Arrays.copyOf(valid, at), huge, Arrays.copyOfRange(valid, at, valid.length));
      }
    },
    PIECE_REMOVED {
      @Override
      byte[] of(byte[] valid, Random random) {
        int from = near(valid, random);
        int to = from + random.nextInt(valid.length - from);
        return join(Arrays.copyOf(valid, from), Arrays.copyOfRange(valid, to, valid.length));
      }
    },
    NOISE_AFTER_THE_HEADER {
      @Override
      byte[] of(byte[] valid, Random random) {
        byte[] noise = new byte[random.nextInt(200)];
        random.nextBytes(noise);
        return join(Arrays.copyOf(valid, 5), noise);
      }
    };

    abstract byte[] of(byte[] valid, Random random);

    /** Half of the time among the first bytes or the last, where the structure is. */
    static int near(byte[] bytes, Random random) {
      return switch (random.nextInt(4)) {
        case 0 -> random.nextInt(Math.min(bytes.length, 30));
        case 1 -> bytes.length - 1 - random.nextInt(Math.min(bytes.length, 30));
        default -> random.nextInt(bytes.length);
      };
    }
  }
}
