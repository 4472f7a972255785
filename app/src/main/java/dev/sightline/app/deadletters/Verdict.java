package dev.sightline.app.deadletters;

import org.apache.kafka.clients.producer.ProducerRecord;

/** What becomes of a chosen dead letter in a replay. */
sealed interface Verdict {

  /**
   * It goes once more to the workers.
   *
   * @param image the record for {@code images}
   * @param marker the record for {@code dead-letters}
   */
  record Replay(
      Letter letter, ProducerRecord<byte[], byte[]> image, ProducerRecord<byte[], byte[]> marker)
      implements Verdict {
    /** Of key and value, roughly. */
    long bytes() {
      return (image.key() == null ? 0 : image.key().length)
          + (image.value() == null ? 0 : image.value().length);
    }
  }

  /**
   * It stays where it is.
   *
   * @param why a few words that many may share
   */
  record Stay(Letter letter, String why) implements Verdict {}
}
