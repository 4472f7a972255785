package dev.sightline.dashboard.present;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
  private long offset;
  private final DeadLetters letters = new DeadLetters(new Changes());

  @Test
  void countsByReason() {
    letters.add(record("__streams.errors.exception", "TRUNCATED"));
    letters.add(record("other", "header"));

    assertThat(letters.byReason()).containsEntry("TRUNCATED", 1L).containsEntry("(not said)", 1L);
    assertThat(letters.latest()).hasSize(2);
  }

  @Test
  void takesNoRecordThatSaysOfAReplayForADeadLetter() {
    letters.add(record("__sightline.replayed.offset", "17"));

    assertThat(letters.byReason()).isEmpty();
    assertThat(letters.latest()).isEmpty();
  }

  private ConsumerRecord<String, byte[]> record(String header, String value) {
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>("dead-letters", 0, offset++, "id", null);
    record.headers().add(header, value.getBytes(StandardCharsets.UTF_8));
    return record;
  }
}
