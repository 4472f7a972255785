package dev.sightline.benchmarks.chaos;

import static dev.sightline.benchmarks.chaos.Expected.DEAD_LETTER;
import static dev.sightline.benchmarks.chaos.Expected.PREDICTION;

import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A way in which a record of the images topic can be odd; made of a good event. */
enum Poison {
  NO_VALUE(DEAD_LETTER) {
    @Override
    ProducerRecord<byte[], byte[]> record(ImageEvent good, Function<ImageEvent, byte[]> avro) {
      return of(good.getId(), null);
    }
  },
  NO_KEY(DEAD_LETTER) {
    @Override
    ProducerRecord<byte[], byte[]> record(ImageEvent good, Function<ImageEvent, byte[]> avro) {
      return new ProducerRecord<>(Topics.IMAGES.name(), avro.apply(good));
    }
  },
  GARBAGE(DEAD_LETTER) {
    @Override
    ProducerRecord<byte[], byte[]> record(ImageEvent good, Function<ImageEvent, byte[]> avro) {
      return of(good.getId(), garbage(good, 500));
    }
  },
  LARGE_GARBAGE(DEAD_LETTER) {
    @Override
    ProducerRecord<byte[], byte[]> record(ImageEvent good, Function<ImageEvent, byte[]> avro) {
      return of(good.getId(), garbage(good, 1_040_000));
    }
  },
  UNKNOWN_SCHEMA(DEAD_LETTER) {
    @Override
    ProducerRecord<byte[], byte[]> record(ImageEvent good, Function<ImageEvent, byte[]> avro) {
      byte[] value = avro.apply(good);
      ByteBuffer.wrap(value, 1, Integer.BYTES).putInt(900_000 + good.getId().hashCode() % 50);
      return of(good.getId(), value);
    }
  },
  ANOTHER_KEY(DEAD_LETTER) {
    @Override
    ProducerRecord<byte[], byte[]> record(ImageEvent good, Function<ImageEvent, byte[]> avro) {
      return of("not-" + good.getId(), avro.apply(good));
    }
  },
  LONG_KEY(DEAD_LETTER) {
    @Override
    ProducerRecord<byte[], byte[]> record(ImageEvent good, Function<ImageEvent, byte[]> avro) {
      return of(good.getId() + "-".repeat(5_000), avro.apply(good));
    }
  },
  CUT_SHORT(DEAD_LETTER) {
    @Override
    ProducerRecord<byte[], byte[]> record(ImageEvent good, Function<ImageEvent, byte[]> avro) {
      byte[] half = Arrays.copyOf(good.getContent().array(), good.getContent().limit() / 2);
      good.setContent(ByteBuffer.wrap(half));
      return of(good.getId(), avro.apply(good));
    }
  },
  LARGE_HEADER(PREDICTION) {
    @Override
    ProducerRecord<byte[], byte[]> record(ImageEvent good, Function<ImageEvent, byte[]> avro) {
      ProducerRecord<byte[], byte[]> record = of(good.getId(), avro.apply(good));
      record.headers().add("note", garbage(good, 1_040_000));
      return record;
    }
  };

  private final Expected expected;

  Poison(Expected expected) {
    this.expected = expected;
  }

  Expected expected() {
    return expected;
  }

  /**
   * The record.
   *
   * @param good may be changed
   */
  abstract ProducerRecord<byte[], byte[]> record(
      ImageEvent good, Function<ImageEvent, byte[]> avro);

  private static ProducerRecord<byte[], byte[]> of(String key, byte[] value) {
    return new ProducerRecord<>(Topics.IMAGES.name(), key.getBytes(StandardCharsets.UTF_8), value);
  }

  private static byte[] garbage(ImageEvent good, int bytes) {
    byte[] garbage = new byte[bytes];
    new Random(good.getId().hashCode()).nextBytes(garbage);
    return garbage;
  }
}
