package dev.sightline.app.classify;

import dev.sightline.images.Decoding;
import dev.sightline.images.ImageDecoder;
import dev.sightline.images.Rejected;
import dev.sightline.inference.DescribedModel;
import dev.sightline.trainer.data.ImageSize;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Asks a model about files of pictures, a batch at a time: decodes them as a worker does, resizes
 * them as the model wants. For one thread; the model stays its owner's to close.
 */
public final class PictureClassifier implements AutoCloseable {
  private static final int BATCH_SIZE = 32;

  /** A batch of pixels is held in memory; fewer images of a very large input. */
  private static final int BATCH_BYTES = 64 << 20;

  private final DescribedModel model;
  private final int top;
  private final boolean raw;
  private final ImageDecoder decoder;
  private final int batchSize;
  private final byte[] pixels;

  /**
   * @param top how many classes a file, at least 1
   * @param raw whether to leave probabilities as the model gives them
   */
  public PictureClassifier(DescribedModel model, int top, boolean raw) {
    if (top < 1) {
      throw new IllegalArgumentException("the top " + top + " classes");
    }
    this.model = model;
    this.top = Math.min(top, model.classes());
    this.raw = raw;
    ImageSize size = ImageSize.of(model.input());
    this.batchSize = Math.max(1, Math.min(BATCH_SIZE, BATCH_BYTES / size.bytes()));
    this.pixels = new byte[batchSize * size.bytes()];
    this.decoder =
        new ImageDecoder(size.height(), size.width(), model.resize(), PictureFile.LIMITS);
  }

  /**
   * Classifies files.
   *
   * @param consumer is given what became of each, in order; returns whether to go on
   * @throws InterruptedException between two batches, when the thread is interrupted
   */
  public void classify(List<Path> files, Predicate<Outcome> consumer) throws InterruptedException {
    for (int first = 0; first < files.size(); first += batchSize) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      List<Path> batch = files.subList(first, Math.min(files.size(), first + batchSize));
      for (Outcome outcome : classify(batch)) {
        if (!consumer.test(outcome)) {
          return;
        }
      }
    }
  }

  /** Those that can be read stand one behind another in the pixels, whatever is between them. */
  private List<Outcome> classify(List<Path> batch) {
    String[] faults = new String[batch.size()];
    int decoded = 0;
    for (int i = 0; i < faults.length; i++) {
      faults[i] = decode(batch.get(i), decoded);
      decoded += faults[i] == null ? 1 : 0;
    }
    float[] probabilities = decoded == 0 ? new float[0] : probabilities(decoded);
    List<Outcome> outcomes = new ArrayList<>(faults.length);
    int image = 0;
    for (int i = 0; i < faults.length; i++) {
      outcomes.add(
          faults[i] == null
              ? new Outcome.Classified(batch.get(i), top(probabilities, image++))
              : new Outcome.Unreadable(batch.get(i), faults[i]));
    }
    return outcomes;
  }

  /** Returns what is wrong with the file, or null. */
  private String decode(Path file, int image) {
    try {
      Decoding decoding =
          decoder.decodeFile(PictureFile.read(file), pixels, image * decoder.imageBytes());
      return decoding instanceof Rejected rejected ? rejected.message() : null;
    } catch (IOException e) {
      return PictureFile.reason(e);
    }
  }

  private float[] probabilities(int images) {
    float[] probabilities = model.probabilities(pixels, 0, images);
    if (!raw) {
      model.calibrate(probabilities);
    }
    return probabilities;
  }

  private List<Outcome.LikelyClass> top(float[] probabilities, int image) {
    List<String> labels = model.labels();
    int offset = image * labels.size();
    return IntStream.range(0, labels.size())
        .mapToObj(i -> new Outcome.LikelyClass(labels.get(i), i, probabilities[offset + i]))
        .sorted(Comparator.comparingDouble(likely -> -likely.probability()))
        .limit(top)
        .toList();
  }

  /** Frees the decoder. */
  @Override
  public void close() {
    decoder.close();
  }
}
