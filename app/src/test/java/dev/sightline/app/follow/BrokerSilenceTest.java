package dev.sightline.app.follow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.console.RecordedMessages;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class BrokerSilenceTest {
  private static final int POLLS = 3;

  private final RecordedMessages messages = new RecordedMessages();
  private double bytes;
  private final BrokerSilence silence =
      new BrokerSilence(
          () -> bytes,
          POLLS,
          "broker:9092",
          messages,
          InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z")));

  private void emptyPolls(int count, int bytesEach) {
    for (int i = 0; i < count; i++) {
      bytes += bytesEach;
      silence.polled(true);
    }
  }

  @Test
  void aTopicToWhichNothingIsWrittenIsNoSilence() {
    emptyPolls(10 * POLLS, 40);

    assertThat(messages.noted()).isEmpty();
  }

  @Test
  void bytesThatStayAwayAreToldOnceAndSoIsTheirReturn() {
    emptyPolls(1, 40);
    emptyPolls(POLLS, 0);
    assertThat(messages.noted()).isEmpty();

    emptyPolls(2 * POLLS, 0);
    assertThat(messages.noted())
        .isEqualTo("Since 03:04:05 (UTC) no broker answers: waiting for broker:9092");

    emptyPolls(2, 40);
    assertThat(messages.noted().lines()).last().isEqualTo("A broker answers again.");
    assertThat(messages.noted().lines()).hasSize(2);

    emptyPolls(POLLS + 1, 0);
    assertThat(messages.noted().lines()).hasSize(3);
  }

  @Test
  void recordsAreASignAlsoWhereTheyHadComeBefore() {
    emptyPolls(POLLS, 0);
    silence.polled(false);
    emptyPolls(POLLS, 0);

    assertThat(messages.noted()).isEmpty();
  }
}
