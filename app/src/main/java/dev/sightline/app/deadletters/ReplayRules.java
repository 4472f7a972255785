package dev.sightline.app.deadletters;

import dev.sightline.app.deadletters.Verdict.Replay;
import dev.sightline.app.deadletters.Verdict.Stay;
import dev.sightline.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Decides what of the chosen dead letters is replayed, and makes the records: the image's own key,
 * bytes, headers, partition and time, and one more header that counts the replays.
 *
 * @param imagePartitions how many {@code images} has
 * @param force whether those are replayed too that would most likely be refused again
 * @param now whether images get the time of the replay in place of their own
 */
record ReplayRules(
    int imagePartitions,
    ReplayedLetters replayed,
    boolean force,
    boolean now,
    InstantSource clock) {
  /** Those that were added to the image's own. */
  private static final String ERRORS = "__streams.errors.";

  private static final Set<String> ADDED =
      Set.of(
          "__sightline.key.bytes",
          "__sightline.value.bytes",
          "__sightline.timestamp",
          Letter.REPLAYS);

  /** For a record that is a dead letter, and chosen. */
  Verdict of(ConsumerRecord<byte[], byte[]> record) {
    Letter letter = Letter.of(record);
    return obstacle(letter)
        .<Verdict>map(why -> new Stay(letter, why))
        .orElseGet(
            () ->
                new Replay(
                    letter,
                    image(letter, record),
                    ReplayMarker.of(letter, record.key(), clock.millis())));
  }

  private Optional<String> obstacle(Letter letter) {
    if (replayed.contains(letter)) {
      return Optional.of("replayed before");
    }
    if (letter.origin().isEmpty()) {
      return Optional.of("no worker has written it: its headers don't say where the image was");
    }
    if (!letter.origin().get().topic().equals(Topics.IMAGES.name())) {
      return Optional.of(
          "it comes from the topic " + LetterText.shown(letter.origin().get().topic()));
    }
    if (letter.shortened()) {
      return Optional.of("it has only the first bytes of the image, as the topic took no more");
    }
    return force ? Optional.empty() : doubt(letter);
  }

  private static Optional<String> doubt(Letter letter) {
    String reason = letter.reason().map(LetterText::shown).orElse("(not said)");
    if (letter.knownReason().isEmpty()) {
      return Optional.of(
          "this version does not know the reason %s; --force replays it".formatted(reason));
    }
    if (!Remedy.of(letter.knownReason().get()).replay()) {
      return Optional.of(
          "%s is the image's own fault and would be found again; --force replays it"
              .formatted(reason));
    }
    return letter.replays() == 0
        ? Optional.empty()
        : Optional.of("it came back from a replay; --force replays it once more");
  }

  private ProducerRecord<byte[], byte[]> image(
      Letter letter, ConsumerRecord<byte[], byte[]> record) {
    int partition = letter.origin().map(Letter.Origin::partition).orElseThrow();
    Headers headers = new RecordHeaders();
    for (Header header : record.headers()) {
      if (!header.key().startsWith(ERRORS) && !ADDED.contains(header.key())) {
        headers.add(header);
      }
    }
    headers.add(
        Letter.REPLAYS, Long.toString(letter.replays() + 1).getBytes(StandardCharsets.UTF_8));
    return new ProducerRecord<>(
        Topics.IMAGES.name(),
        partition < imagePartitions ? partition : null,
        now || letter.timestampMs() < 0 ? clock.millis() : letter.timestampMs(),
        record.key(),
        record.value(),
        headers);
  }
}
