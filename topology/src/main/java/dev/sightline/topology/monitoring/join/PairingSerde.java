package dev.sightline.topology.monitoring.join;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.StoredLabel;
import dev.sightline.schemas.StoredOther;
import dev.sightline.schemas.StoredPairing;
import dev.sightline.schemas.StoredPrediction;
import dev.sightline.schemas.stored.StoredSerde;
import dev.sightline.schemas.stored.UnreadableStateException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pairings of an image as {@link StoredPairing} records with their schema: the first, and in it the
 * others. What the {@linkplain FirstPairingLayout first version} stored is read too, and is written
 * anew when it changes. Safe for many threads.
 */
public final class PairingSerde implements Serde<Pairings> {
  private static final Logger LOG = LoggerFactory.getLogger(PairingSerde.class);

  private final StoredSerde<StoredPairing> stored = StoredSerde.of(StoredPairing.class);
  private final AtomicBoolean saidThatSomeAreForgotten = new AtomicBoolean();

  @Override
  public Serializer<Pairings> serializer() {
    return (topic, pairings) ->
        pairings == null ? null : stored.serializer().serialize(topic, record(pairings));
  }

  @Override
  public Deserializer<Pairings> deserializer() {
    return (topic, bytes) -> bytes == null ? null : pairings(topic, record(topic, bytes));
  }

  private static StoredPairing record(Pairings pairings) {
    List<StoredOther> records =
        pairings.inOrder().stream()
            .filter(pairing -> !(pairing instanceof Pairing.Forgotten))
            .map(PairingSerde::record)
            .toList();
    StoredOther first = records.get(0);
    return new StoredPairing(
        first.getPrediction(),
        first.getLabel(),
        first.getEndedPrediction(),
        first.getLate(),
        records.subList(1, records.size()));
  }

  private static StoredOther record(Pairing pairing) {
    if (pairing instanceof Pairing.Waiting waiting) {
      return new StoredOther(null, record(waiting.truth()), null, waiting.late());
    } else if (pairing instanceof Pairing.Unlabelled unlabelled) {
      return new StoredOther(record(unlabelled.scored()), null, null, false);
    } else if (pairing instanceof Pairing.Labelled labelled) {
      return new StoredOther(record(labelled.scored()), record(labelled.truth()), null, false);
    } else if (pairing instanceof Pairing.Ended ended) {
      return new StoredOther(null, null, Instant.ofEpochMilli(ended.timestampMs()), false);
    }
    throw new SerializationException(pairing + " is not to be stored");
  }

  private static StoredPrediction record(Scored scored) {
    return new StoredPrediction(
        scored.model().name(),
        scored.model().version(),
        scored.predicted(),
        Instant.ofEpochMilli(scored.timestampMs()));
  }

  private static StoredLabel record(Truth truth) {
    return new StoredLabel(
        truth.actual(),
        Instant.ofEpochMilli(truth.labelledAtMs()),
        Instant.ofEpochMilli(truth.timestampMs()));
  }

  private StoredPairing record(String topic, byte[] bytes) {
    if (!FirstPairingLayout.isOf(bytes)) {
      return stored.deserializer().deserialize(topic, bytes);
    }
    try {
      return FirstPairingLayout.read(bytes);
    } catch (IOException damaged) {
      throw new UnreadableStateException(
          "%s holds a damaged pairing of %d bytes: %s"
              .formatted(topic, bytes.length, damaged.getMessage()),
          damaged);
    }
  }

  private Pairings pairings(String topic, StoredPairing record) {
    StoredOther first =
        new StoredOther(
            record.getPrediction(),
            record.getLabel(),
            record.getEndedPrediction(),
            record.getLate());
    return new Pairings(
        Stream.concat(Stream.of(first), record.getOthers().stream())
            .map(each -> pairing(topic, each))
            .toList());
  }

  private Pairing pairing(String topic, StoredOther record) {
    StoredPrediction prediction = record.getPrediction();
    StoredLabel label = record.getLabel();
    if (prediction != null) {
      return pairing(prediction, label);
    } else if (label != null) {
      return new Pairing.Waiting(truth(label), record.getLate());
    } else if (record.getEndedPrediction() != null) {
      return new Pairing.Ended(record.getEndedPrediction().toEpochMilli());
    }
    throw new UnreadableStateException(topic + " holds an empty pairing");
  }

  private Pairing pairing(StoredPrediction prediction, StoredLabel label) {
    long timestampMs = prediction.getTimestamp().toEpochMilli();
    if (!ModelVersion.isPossible(prediction.getModelName(), prediction.getModelVersion())) {
      sayOnce(prediction);
      return new Pairing.Forgotten(timestampMs);
    }
    ModelVersion model = new ModelVersion(prediction.getModelName(), prediction.getModelVersion());
    Scored scored = new Scored(model, prediction.getLabel(), timestampMs);
    return label == null
        ? new Pairing.Unlabelled(scored)
        : new Pairing.Labelled(scored, truth(label));
  }

  private static Truth truth(StoredLabel label) {
    return new Truth(
        label.getLabel(),
        label.getLabelledAt().toEpochMilli(),
        label.getFirstTimestamp().toEpochMilli());
  }

  private void sayOnce(StoredPrediction prediction) {
    if (saidThatSomeAreForgotten.compareAndSet(false, true)) {
      LOG.warn(
          "predictions of models that can't be, {}/{} for one, are remembered from an earlier"
              + " version, and forgotten now",
          prediction.getModelName(),
          prediction.getModelVersion());
    }
  }
}
