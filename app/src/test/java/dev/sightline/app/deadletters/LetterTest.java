package dev.sightline.app.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.topology.scoring.DeadLetterHeaders;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class LetterTest {
  @Test
  void tellsWhatAWorkerWrote() {
    Letter letter = Letter.of(WrittenLetters.record(17, "DAMAGED"));

    assertThat(letter.reason()).contains("DAMAGED");
    assertThat(letter.message()).contains("expected less, found more");
    assertThat(letter.origin()).hasToString("Optional[images-1@17]");
    assertThat(letter.id()).contains("id-17");
    assertThat(letter.bytes()).isEqualTo(4);
    assertThat(letter.timestampMs()).isEqualTo(WrittenLetters.TIME_MS);
    assertThat(letter.shortened()).isFalse();
    assertThat(letter.replays()).isZero();
  }

  @Test
  void ofAShortenedOneTellsTheTrueSizeAndTime() {
    Map<String, String> headers = WrittenLetters.headers(17, "TOO_LARGE");
    headers.put(DeadLetterHeaders.VALUE_BYTES, "2000000");
    headers.put(DeadLetterHeaders.TIMESTAMP, "42");

    Letter letter = Letter.of(WrittenLetters.record(17, headers));

    assertThat(letter.shortened()).isTrue();
    assertThat(letter.bytes()).isEqualTo(2_000_000);
    assertThat(letter.timestampMs()).isEqualTo(42);
  }

  @Test
  void ofAnotherProgramsRecordTellsWhatThereIs() {
    Letter bare = Letter.of(new ConsumerRecord<>("dead-letters", 0, 3, null, null));
    assertThat(bare.id()).isEmpty();
    assertThat(bare.reason()).isEmpty();
    assertThat(bare.origin()).isEmpty();

    Map<String, String> odd = new HashMap<>(WrittenLetters.headers(1, null));
    odd.put(DeadLetterHeaders.PARTITION, "99999999999");
    odd.put(DeadLetterHeaders.OFFSET, "minus one");
    odd.put(DeadLetterHeaders.VALUE_BYTES, "-1");
    odd.put(Letter.REPLAYS, "99999999999999999999999");
    Letter letter = Letter.of(WrittenLetters.record(1, odd));
    assertThat(letter.reason()).isEmpty();
    assertThat(letter.origin()).isEmpty();
    assertThat(letter.bytes()).isEqualTo(4);
    assertThat(letter.replays()).isZero();
  }

  @Test
  void doesNotMoveTheCursorOfATerminal() {
    Map<String, String> headers = WrittenLetters.headers(1, "EMPTY\033[2J");
    headers.put(DeadLetterHeaders.MESSAGE, "a\nb\r\033[31m" + "x".repeat(1000));

    String text = LetterText.of(Letter.of(WrittenLetters.record(1, headers)), false);

    assertThat(text.lines()).hasSize(5).allMatch(line -> line.length() <= 80);
    assertThat(text).hasSizeLessThan(400);
    assertThat(text).doesNotContain("\033", "\r");
  }

  @Test
  void fitsItsFirstLineIntoEightyColumnsWithAShortId() {
    assertThat(LetterText.of(Letter.of(WrittenLetters.record(17, "TOO_MANY_PIXELS")), false))
        .isEqualTo(
            "2026-01-02 03:04:05  images-1@17     TOO_MANY_PIXELS          4 B  id-17\n"
                + "    expected less, found more");
  }

  @Test
  void saysThatItWasReplayedOrCameBack() {
    Map<String, String> headers = WrittenLetters.headers(1, "TOO_SLOW");
    assertThat(LetterText.of(Letter.of(WrittenLetters.record(1, headers)), true))
        .endsWith(" [replayed]");
    headers.put(Letter.REPLAYS, "1");
    assertThat(LetterText.of(Letter.of(WrittenLetters.record(1, headers)), false))
        .endsWith(" [came back from a replay]");
  }
}
