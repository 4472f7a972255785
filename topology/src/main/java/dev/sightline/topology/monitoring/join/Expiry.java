package dev.sightline.topology.monitoring.join;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * A key of the index of expiries: when, and of which image. As bytes (eight of time, big-endian,
 * then the id in UTF-8) keys are in order of time, for times from 0 on.
 */
record Expiry(long atMs, String id) {

  static Serde<Expiry> serde() {
    return Serdes.serdeFrom(
        (topic, expiry) -> expiry == null ? null : expiry.bytes(), (topic, bytes) -> of(bytes));
  }

  private byte[] bytes() {
    byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Long.BYTES + utf8.length).putLong(atMs).put(utf8).array();
  }

  private static Expiry of(byte[] bytes) {
    String id = new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.UTF_8);
    return new Expiry(ByteBuffer.wrap(bytes).getLong(), id);
  }
}
