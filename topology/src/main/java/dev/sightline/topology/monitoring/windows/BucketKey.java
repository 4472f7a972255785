package dev.sightline.topology.monitoring.windows;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.stored.UnreadableStateException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A key of the store of buckets: an entry of one bucket. Entries are in order of time.
 *
 * <p>As bytes: eight of time and four of version, big-endian, and the model's name in UTF-8. There
 * a bucket of an earlier version ends, which is one entry. Today's has several: behind a byte that
 * UTF-8 does not have stands their kind, and the name of the class.
 *
 * @param className empty where the kind has none
 */
record BucketKey(Slot bucket, Kind kind, String className) {
  private static final byte END_OF_NAME = (byte) 0xFF;
  private static final int NAME_AT = Long.BYTES + Integer.BYTES;

  /** The key at the end of time, where no bucket is: that of the {@link BucketSpans}. */
  static final byte[] SPANS = ByteBuffer.allocate(NAME_AT).putLong(Long.MAX_VALUE).array();

  /** The key of the {@link FirstImages} of a version: behind that of the spans. */
  static byte[] firstImages(ModelVersion model) {
    return whole(new Slot(Long.MAX_VALUE, model)).bytes();
  }

  /** What an entry holds of its bucket. */
  enum Kind {
    /** All that an earlier version counted. */
    WHOLE(' '),
    /** What is of no class: predictions, confidences, delays, image statistics. */
    TOTALS('t'),
    /** What is of one class. */
    CLASS('c');

    private final byte code;

    Kind(char code) {
      this.code = (byte) code;
    }
  }

  /** The entry that holds the whole bucket, as earlier versions wrote it. */
  static BucketKey whole(Slot bucket) {
    return new BucketKey(bucket, Kind.WHOLE, "");
  }

  static BucketKey totals(Slot bucket) {
    return new BucketKey(bucket, Kind.TOTALS, "");
  }

  static BucketKey ofClass(Slot bucket, String className) {
    return new BucketKey(bucket, Kind.CLASS, className);
  }

  byte[] bytes() {
    byte[] bucketBytes = bytesOf(bucket);
    if (kind == Kind.WHOLE) {
      return bucketBytes;
    }
    byte[] name = className.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(bucketBytes.length + 2 + name.length)
        .put(bucketBytes)
        .put(END_OF_NAME)
        .put(kind.code)
        .put(name)
        .array();
  }

  private static byte[] bytesOf(Slot bucket) {
    byte[] name = bucket.modelName().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(NAME_AT + name.length)
        .putLong(bucket.startMs())
        .putInt(bucket.modelVersion())
        .put(name)
        .array();
  }

  /** Before all entries of today's of a bucket. */
  static byte[] firstOf(Slot bucket) {
    return with(bytesOf(bucket), END_OF_NAME);
  }

  /** Behind all entries of today's of a bucket. */
  static byte[] lastOf(Slot bucket) {
    return with(firstOf(bucket), END_OF_NAME);
  }

  /** Before all entries of a time and later ones, and behind all earlier ones. */
  static byte[] startOf(long startMs) {
    return ByteBuffer.allocate(Long.BYTES).putLong(startMs).array();
  }

  private static byte[] with(byte[] bytes, byte last) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    longer[bytes.length] = last;
    return longer;
  }

  /**
   * The key in bytes of any version.
   *
   * @throws UnreadableStateException when this one does not know their kind
   */
  static BucketKey of(String changelog, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long startMs = buffer.getLong();
    int version = buffer.getInt();
    int end = NAME_AT;
    while (end < bytes.length && bytes[end] != END_OF_NAME) {
      end++;
    }
    Slot bucket = new Slot(startMs, text(bytes, NAME_AT, end), version);
    if (end == bytes.length) {
      return whole(bucket);
    }
    for (Kind kind : Kind.values()) {
      if (end + 1 < bytes.length && kind.code == bytes[end + 1]) {
        return new BucketKey(bucket, kind, text(bytes, end + 2, bytes.length));
      }
    }
    throw new UnreadableStateException(
        changelog + " holds an entry of a kind that this version does not know");
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
