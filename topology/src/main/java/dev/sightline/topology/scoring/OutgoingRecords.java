package dev.sightline.topology.scoring;

import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.Topics;
import dev.sightline.topology.scoring.Outcome.DeadLetter;
import dev.sightline.topology.scoring.Outcome.Predicted;
import dev.sightline.topology.topics.RecordSize;
import dev.sightline.topology.topics.Refusals;
import dev.sightline.topology.topics.TopicLimits;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes of each outcome a record that its topic takes, since one that is refused would end the
 * transaction each time that it comes. A prediction that can't be written becomes a dead letter, a
 * dead letter that can't be written whole a shortened one. Safe for use by many threads.
 */
public final class OutgoingRecords {
  private final Serializer<Prediction> predictions;
  private final TopicLimits limits;
  private final Refusals refusals;
  private final DeadLetterRecords deadLetters;

  public OutgoingRecords(
      Serializer<Prediction> predictions, TopicLimits limits, Refusals refusals, Clock clock) {
    this.predictions = predictions;
    this.limits = limits;
    this.refusals = refusals;
    this.deadLetters = new DeadLetterRecords(limits, refusals, clock);
  }

  /**
   * Under the image's key, with its timestamp and headers.
   *
   * @throws dev.sightline.schemas.registry.SchemaRegistryException when the registry gives no
   *     answer
   */
  OutgoingRecord of(Outcome outcome) {
    return outcome instanceof Predicted predicted
        ? prediction(predicted)
        : deadLetters.of((DeadLetter) outcome);
  }

  private OutgoingRecord prediction(Predicted predicted) {
    Record<byte[], byte[]> image = predicted.image().record();
    byte[] value = predictions.serialize(Topics.PREDICTIONS.name(), predicted.prediction());
    Headers headers = CopiedHeaders.of(image.headers(), CopiedHeaders.MAX_BYTES);
    return fault(image, value, headers)
        .map(dead -> deadLetters.of(new DeadLetter(predicted.image(), dead.reason, dead.message)))
        .orElseGet(
            () ->
                new OutgoingRecord(image.withValue(value).withHeaders(headers), Optional.empty()));
  }

  private record Fault(DeadLetterReason reason, String message) {}

  /** Why a prediction can't be written, if it can't. */
  private Optional<Fault> fault(Record<byte[], byte[]> image, byte[] value, Headers headers) {
    Optional<String> refused = refusals.take(Topics.PREDICTIONS, image.key());
    if (refused.isPresent()) {
      return Optional.of(
          new Fault(DeadLetterReason.REFUSED, "predictions refused it: " + refused.get()));
    }
    long bytes = RecordSize.of(image.key(), value, headers);
    if (!limits.takesBytes(Topics.PREDICTIONS, bytes)) {
      return Optional.of(
          new Fault(
              DeadLetterReason.TOO_LARGE,
              "the prediction has %d bytes, predictions takes at most %d"
                  .formatted(bytes, limits.maxBytes(Topics.PREDICTIONS))));
    }
    return limits.takesTimestamp(Topics.PREDICTIONS, image.timestamp())
        ? Optional.empty()
        : Optional.of(
            new Fault(
                DeadLetterReason.TIMESTAMP,
                "the timestamp %d is too far from now for predictions"
                    .formatted(image.timestamp())));
  }
}
