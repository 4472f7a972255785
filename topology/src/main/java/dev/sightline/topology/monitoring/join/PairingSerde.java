package dev.sightline.topology.monitoring.join;

import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.StoredLabel;
import dev.sightline.schemas.StoredPairing;
import dev.sightline.schemas.StoredPrediction;
import dev.sightline.schemas.stored.StoredSerde;
import dev.sightline.schemas.stored.UnreadableStateException;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pairings as {@link StoredPairing} records with their schema. What the {@linkplain
 * FirstPairingLayout first version} stored is read too, and is written anew when it changes. Safe
 * for many threads.
 */
public final class PairingSerde implements Serde<Pairing> {
  private static final Logger LOG = LoggerFactory.getLogger(PairingSerde.class);

  private final StoredSerde<StoredPairing> stored = StoredSerde.of(StoredPairing.class);
  private final AtomicBoolean saidThatSomeAreForgotten = new AtomicBoolean();

  @Override
  public Serializer<Pairing> serializer() {
    return (topic, pairing) ->
        pairing == null ? null : stored.serializer().serialize(topic, record(pairing));
  }

  @Override
  public Deserializer<Pairing> deserializer() {
    return (topic, bytes) -> bytes == null ? null : pairing(topic, record(topic, bytes));
  }

  private static StoredPairing record(Pairing pairing) {
    if (pairing instanceof Pairing.Waiting waiting) {
      return new StoredPairing(null, record(waiting.truth()), null);
    } else if (pairing instanceof Pairing.Unlabelled unlabelled) {
      return new StoredPairing(record(unlabelled.scored()), null, null);
    } else if (pairing instanceof Pairing.Labelled labelled) {
      return new StoredPairing(record(labelled.scored()), record(labelled.truth()), null);
    } else if (pairing instanceof Pairing.Ended ended) {
      return new StoredPairing(null, null, Instant.ofEpochMilli(ended.predictedMs()));
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

  private Pairing pairing(String topic, StoredPairing record) {
    StoredPrediction prediction = record.getPrediction();
    StoredLabel label = record.getLabel();
    if (prediction != null) {
      return pairing(prediction, label);
    } else if (label != null) {
      return new Pairing.Waiting(truth(label));
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
