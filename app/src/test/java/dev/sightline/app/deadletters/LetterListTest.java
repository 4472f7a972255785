package dev.sightline.app.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.topology.scoring.DeadLetterHeaders;
import dev.sightline.topology.scoring.DeadLetterReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class LetterListTest {
  private final List<String> out = new ArrayList<>();
  private final ReplayedLetters replayed = new ReplayedLetters();

  @Test
  void showsTheLastOfThemAndCountsAll() {
    LetterList list = new LetterList(any -> true, 2, LetterText::of, out::add, replayed);
    list.add(WrittenLetters.record(1, "DAMAGED"));
    list.add(WrittenLetters.record(2, "DAMAGED"));
    list.add(WrittenLetters.record(3, "OF_A_NEWER_VERSION"));
    list.end();

    assertThat(out).hasSize(2);
    assertThat(out.get(0)).contains("id-2");
    assertThat(list.summary().letters()).isEqualTo(3);
    assertThat(list.summary().lines())
        .contains("DAMAGED           2, 8 B")
        .contains("OF_A_NEWER_VERSION  1, 4 B")
        .anyMatch(line -> line.contains("This version does not know the reason"))
        .anyMatch(line -> line.contains("The image contradicts itself."))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void breaksAMessageIntoLinesOfEightyColumns() {
    Map<String, String> headers = WrittenLetters.headers(1, "DAMAGED");
    headers.put(DeadLetterHeaders.MESSAGE, "expected less, ".repeat(9) + "x".repeat(100));
    LetterList list = new LetterList(any -> true, 1, LetterText::of, out::add, replayed);
    list.add(WrittenLetters.record(1, headers));
    list.end();

    assertThat(out.get(0).lines())
        .hasSize(5)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(out.get(0)).contains("\n    expected less, expected less");
  }

  @Test
  void saysOfEveryReasonWhatToDoInEightyColumns() {
    LetterList list = new LetterList(any -> true, 1, LetterText::of, out::add, replayed);
    for (DeadLetterReason reason : DeadLetterReason.values()) {
      list.add(WrittenLetters.record(1, reason.name()));
    }

    assertThat(list.summary().lines())
        .hasSizeGreaterThanOrEqualTo(3 * DeadLetterReason.values().length)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void showsNoMarkerAndTellsWhatOneSays() throws Exception {
    ConsumerRecord<byte[], byte[]> letter = WrittenLetters.record(1, "TOO_SLOW");
    ConsumerRecord<byte[], byte[]> marker = marker(letter, 2);
    replayed.add(letter);
    replayed.add(marker);
    LetterList list =
        new LetterList(any -> true, Long.MAX_VALUE, LetterJson::of, out::add, replayed);
    list.add(letter);
    list.add(marker);
    list.end();

    JsonNode json = new ObjectMapper().readTree(out.get(0));
    assertThat(out).hasSize(1);
    assertThat(json.get("replayed").asBoolean()).isTrue();
    assertThat(json.get("reason").asText()).isEqualTo("TOO_SLOW");
    assertThat(json.get("imageOffset").asLong()).isEqualTo(1);
    assertThat(json.get("time").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
    assertThat(list.summary().lines()).contains("TOO_SLOW          1, 4 B, 1 of them replayed");
  }

  @Test
  void saysOfRecordsWithoutHeadersThatNoWorkerWroteThem() {
    LetterList list = new LetterList(any -> true, 9, LetterText::of, out::add, replayed);
    list.add(WrittenLetters.record(1, Map.of()));
    list.end();

    assertThat(out).singleElement().asString().contains("(not said)");
    assertThat(list.summary().lines())
        .anyMatch(line -> line.contains("No worker has written these"));
  }

  static ConsumerRecord<byte[], byte[]> marker(ConsumerRecord<byte[], byte[]> letter, long offset) {
    ProducerRecord<byte[], byte[]> sent =
        ReplayMarker.of(Letter.of(letter), letter.key(), letter.timestamp());
    ConsumerRecord<byte[], byte[]> marker =
        new ConsumerRecord<>(sent.topic(), sent.partition(), offset, sent.key(), sent.value());
    sent.headers().forEach(marker.headers()::add);
    return marker;
  }
}
