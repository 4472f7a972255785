package dev.sightline.topology.scoring;

import dev.sightline.evaluation.arithmetic.Argmax;
import dev.sightline.images.DecodeLimits;
import dev.sightline.images.Decoded;
import dev.sightline.images.Decoding;
import dev.sightline.images.ImageDecoder;
import dev.sightline.images.Rejected;
import dev.sightline.images.statistics.ImageMeasure;
import dev.sightline.inference.ScoringModel;
import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.ImageStatistics;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.UnreadableRecordException;
import dev.sightline.topology.model.BatchSizes;
import dev.sightline.topology.model.Champion;
import dev.sightline.topology.scoring.intake.WorkBudget;
import dev.sightline.topology.scoring.intake.WorkBudgets;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Scores one micro-batch with one model version: reads the events, decodes the images into one
 * array and measures them there, runs the model on it in served batch sizes, looks at its answers,
 * and gives each image its own outcome. For one thread; one for each task.
 */
public final class BatchScorer implements AutoCloseable {
  /** A prediction holds the id twice, and must fit a record as the image did. */
  private static final int MAX_ID_BYTES = 4096;

  private final Champion champion;
  private final AvroDeserializer<ImageEvent> events;
  private final DecodeLimits limits;
  private final BatchSizes sizes;
  private final Clock clock;
  private final WorkBudgets budgets;
  private final ModelAnswers answers;
  private final ScoringMetrics metrics;

  private ModelManifest decoderOf;
  private ImageDecoder decoder;
  private ImageMeasure measure;
  private byte[] pixels = new byte[0];
  private float[] probabilities = new float[0];

  public BatchScorer(
      Champion champion,
      AvroDeserializer<ImageEvent> events,
      DecodeLimits limits,
      BatchSizes sizes,
      Clock clock,
      WorkBudgets budgets,
      ModelAnswers answers,
      ScoringMetrics metrics) {
    this.champion = champion;
    this.events = events;
    this.limits = limits;
    this.sizes = sizes;
    this.clock = clock;
    this.budgets = budgets;
    this.answers = answers;
    this.metrics = metrics;
  }

  /** One outcome for each image, in their order. All predictions are of one model version. */
  public List<Outcome> score(List<PendingImage> batch) {
    try (Champion.Lease lease = champion.lease()) {
      ScoringModel model = lease.model();
      long start = System.nanoTime();
      prepare(model, batch.size());
      List<Ready> images = decode(batch, model.imageBytes());
      long decoded = System.nanoTime();
      int count = (int) images.stream().filter(image -> image.failure == null).count();
      run(model, count);
      worked(model, count, decoded - start, System.nanoTime() - decoded);
      return outcomes(images, model.manifest());
    }
  }

  private void worked(ScoringModel model, int images, long decodeNanos, long scoreNanos) {
    metrics.decoded(decodeNanos);
    metrics.scored(scoreNanos);
    WorkBudget budget = budgets.ofThisThread();
    budget.decoded(decodeNanos);
    if (images > 0) {
      budget.scored(model.manifest().getVersion(), images, scoreNanos);
    }
  }

  /** An image whose pixels are in place and measured, or one that failed and why. */
  private record Ready(
      PendingImage image, ImageEvent event, ImageStatistics statistics, Failure failure) {}

  private record Failure(DeadLetterReason reason, String message) {}

  private void prepare(ScoringModel model, int images) {
    ModelManifest manifest = model.manifest();
    if (manifest != decoderOf) {
      close();
      var input = manifest.getInput();
      decoder = new ImageDecoder(input.getHeight(), input.getWidth(), manifest.getResize(), limits);
      measure = new ImageMeasure(input.getHeight(), input.getWidth());
      decoderOf = manifest;
    }
    if (pixels.length < images * model.imageBytes()) {
      pixels = new byte[images * model.imageBytes()];
    }
    if (probabilities.length < images * model.classes()) {
      probabilities = new float[images * model.classes()];
    }
  }

  /** Decodes into {@code pixels}, without gaps for what is rejected. */
  private List<Ready> decode(List<PendingImage> batch, int imageBytes) {
    List<Ready> images = new ArrayList<>(batch.size());
    int offset = 0;
    for (PendingImage image : batch) {
      Ready ready = decode(image, offset);
      images.add(ready);
      if (ready.failure == null) {
        offset += imageBytes;
      }
    }
    return images;
  }

  private Ready decode(PendingImage image, int offset) {
    Record<byte[], byte[]> record = image.record();
    if (record.value() == null) {
      return failure(image, DeadLetterReason.NO_VALUE, "the record has no value");
    }
    if (record.key() == null) {
      return failure(
          image, DeadLetterReason.NO_KEY, "the record has no key, expected the image id");
    }
    if (record.key().length > MAX_ID_BYTES) {
      return failure(
          image,
          DeadLetterReason.ID_TOO_LONG,
          "the key has %d bytes, at most %d".formatted(record.key().length, MAX_ID_BYTES));
    }
    ImageEvent event;
    try {
      event = events.deserialize(image.topic(), record.value());
    } catch (UnreadableRecordException e) {
      return failure(image, DeadLetterReason.UNREADABLE_EVENT, e.getMessage());
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    if (!key.equals(event.getId())) {
      return failure(
          image,
          DeadLetterReason.KEY_MISMATCH,
          "the key is '%s', the id '%s'".formatted(key, event.getId()));
    }
    return ready(image, event, offset);
  }

  private Ready ready(PendingImage image, ImageEvent event, int offset) {
    Decoding decoding = decoder.decode(event, pixels, offset);
    if (decoding instanceof Decoded decoded) {
      return new Ready(
          image, event, measure.of(pixels, offset, decoded.width(), decoded.height()), null);
    }
    Rejected rejected = (Rejected) decoding;
    return failure(image, DeadLetterReason.of(rejected.reason()), rejected.message());
  }

  private static Ready failure(PendingImage image, DeadLetterReason reason, String message) {
    return new Ready(image, null, null, new Failure(reason, message));
  }

  private void run(ScoringModel model, int count) {
    int done = 0;
    while (done < count) {
      int size = sizes.next(count - done);
      model.score(pixels, done, size, probabilities);
      done += size;
    }
  }

  private List<Outcome> outcomes(List<Ready> images, ModelManifest manifest) {
    Instant scoredAt = clock.instant();
    List<Outcome> outcomes = new ArrayList<>(images.size());
    int batchSize = (int) images.stream().filter(ready -> ready.failure == null).count();
    int row = 0;
    for (Ready ready : images) {
      PendingImage image = ready.image;
      if (ready.failure != null) {
        outcomes.add(new Outcome.DeadLetter(image, ready.failure.reason, ready.failure.message));
        continue;
      }
      outcomes.add(answered(ready, manifest, row++, batchSize, scoredAt));
    }
    return outcomes;
  }

  private Outcome answered(
      Ready ready, ModelManifest manifest, int row, int batchSize, Instant scoredAt) {
    PendingImage image = ready.image;
    int classes = manifest.getLabels().size();
    Optional<String> fault = AnswerCheck.fault(probabilities, row * classes, classes);
    if (fault.isPresent()) {
      answers.refused(manifest, fault.get());
      return new Outcome.DeadLetter(
          image,
          DeadLetterReason.MODEL_ANSWER,
          "%s %d %s".formatted(manifest.getName(), manifest.getVersion(), fault.get()));
    }
    answers.accepted(manifest);
    metrics.ended(scoredAt.toEpochMilli() - image.record().timestamp());
    return new Outcome.Predicted(image, prediction(ready, manifest, row, batchSize, scoredAt));
  }

  private Prediction prediction(
      Ready ready, ModelManifest manifest, int row, int batchSize, Instant scoredAt) {
    List<String> labels = manifest.getLabels();
    int first = row * labels.size();
    List<Float> shares = new ArrayList<>(labels.size());
    for (int c = 0; c < labels.size(); c++) {
      shares.add(probabilities[first + c]);
    }
    int top = Argmax.of(probabilities, first, labels.size());
    return new Prediction(
        ready.event.getId(),
        labels.get(top),
        top,
        probabilities[first + top],
        shares,
        manifest.getName(),
        manifest.getVersion(),
        ready.event.getCapturedAt(),
        scoredAt,
        ready.statistics,
        batchSize);
  }

  /** Gives the decoder's readers back; the next batch takes new ones. */
  @Override
  public void close() {
    if (decoder != null) {
      decoder.close();
      decoder = null;
      decoderOf = null;
    }
  }
}
