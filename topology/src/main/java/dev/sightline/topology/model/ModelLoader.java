package dev.sightline.topology.model;

import dev.sightline.images.ImageDecoder;
import dev.sightline.inference.ManifestModel;
import dev.sightline.inference.ScoringModel;
import dev.sightline.inference.session.MemoryShortage;
import dev.sightline.inference.session.Precision;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an unpacked SavedModel into a model that is fit to serve, while another one serves: loads
 * it in each precision, warms it up at every served batch size, checks the golden images, and keeps
 * the fastest that passes. For one thread.
 */
public final class ModelLoader {
  private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);
  private static final int MIN_TIMED_RUNS = 3;
  private static final Duration TIMING = Duration.ofMillis(500);
  private static final int CHANNELS = 3;

  /** Each stream thread holds a batch of pixels; larger ones would crowd the heap. */
  private static final long MAX_BATCH_BYTES = 256L << 20;

  private final BatchSizes batchSizes;
  private final GoldenCheck goldenCheck;
  private final List<Precision> precisions;

  /**
   * @param precisions those that compete; at least one
   */
  public ModelLoader(BatchSizes batchSizes, GoldenCheck goldenCheck, List<Precision> precisions) {
    this.batchSizes = batchSizes;
    this.goldenCheck = goldenCheck;
    this.precisions = List.copyOf(precisions);
  }

  /**
   * @param steps told once the first session is loaded, and asked before each precision
   * @return a warm model; the caller closes it
   * @throws ModelRejectedException when its input can't be served, or it passes in none of the
   *     precisions
   * @throws OutOfMemoryError when it passes in none for want of memory
   */
  public ScoringModel load(Path folder, ModelManifest manifest, LoadSteps steps) {
    requireServable(manifest.getInput());
    List<ScoringModel> passed = new ArrayList<>();
    try {
      List<Throwable> failures = new ArrayList<>();
      for (Precision precision : precisions) {
        steps.proceed();
        try {
          passed.add(passing(folder, manifest, precision, steps));
        } catch (ModelRejectedException | OutOfMemoryError failure) {
          failures.add(failure);
          LOG.warn("{} fails in {}: {}", name(manifest), precision, failure.getMessage());
        }
      }
      return passed.isEmpty() ? fail(failures) : fastest(passed);
    } catch (RuntimeException | Error e) {
      passed.forEach(ScoringModel::close);
      throw e;
    }
  }

  /** Throws what weighs most: where memory is short, the version need not be at fault. */
  private static ScoringModel fail(List<Throwable> failures) {
    Throwable failure =
        failures.stream()
            .filter(MemoryShortage::isBehind)
            .findFirst()
            .orElse(failures.get(failures.size() - 1));
    if (failure instanceof OutOfMemoryError error) {
      throw error;
    }
    throw (ModelRejectedException) failure;
  }

  /** The model in a precision, loaded, warm and checked. */
  private ScoringModel passing(
      Path folder, ModelManifest manifest, Precision precision, LoadSteps steps) {
    ScoringModel model =
        asked("scoring in " + precision, () -> ManifestModel.load(folder, manifest, precision));
    try {
      if (precision == precisions.get(0)) {
        steps.loaded(model);
      }
      return asked(
          "scoring in " + precision,
          () -> {
            warmUp(model);
            goldenCheck.check(model);
            return model;
          });
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  /** Whatever a model throws that is asked for something, it is the model's fault. */
  private static <T> T asked(String what, Supplier<T> question) {
    try {
      return question.get();
    } catch (ModelRejectedException known) {
      throw known;
    } catch (RuntimeException | StackOverflowError e) {
      throw new ModelRejectedException(what + " fails: " + e.getMessage(), e);
    }
  }

  /** Checks that images can be decoded for this input, and batches of them be held in memory. */
  private void requireServable(ImageInput input) {
    if (input.getChannels() != CHANNELS) {
      throw new ModelRejectedException(
          "the manifest's input: expected %d channels, found %d"
              .formatted(CHANNELS, input.getChannels()));
    }
    long pixels = (long) input.getHeight() * input.getWidth();
    if (input.getHeight() < 1 || input.getWidth() < 1 || pixels > ImageDecoder.MAX_TARGET_PIXELS) {
      throw new ModelRejectedException(
          "the manifest's input: expected 1 to %d pixels, found a height of %d and a width of %d"
              .formatted(ImageDecoder.MAX_TARGET_PIXELS, input.getHeight(), input.getWidth()));
    }
    long batchBytes = CHANNELS * pixels * batchSizes.max();
    if (batchBytes > MAX_BATCH_BYTES) {
      throw new ModelRejectedException(
          "a batch of %d images of %dx%d takes %d bytes, expected at most %d: %s"
              .formatted(
                  batchSizes.max(),
                  input.getHeight(),
                  input.getWidth(),
                  batchBytes,
                  MAX_BATCH_BYTES,
                  "a smaller maximum batch size would do"));
    }
  }

  /** Scores black images at every served size. */
  private void warmUp(ScoringModel model) {
    Probe probe = new Probe(model);
    batchSizes.all().forEach(probe::score);
  }

  /**
   * The one with the best time of the largest batch; the others are closed. They run in turn, again
   * and again, so that a busy moment of the machine falls on all and each has a quiet one.
   */
  private ScoringModel fastest(List<ScoringModel> models) {
    if (models.size() == 1) {
      return models.get(0);
    }
    List<Probe> probes = models.stream().map(Probe::new).toList();
    long end = System.nanoTime() + TIMING.toNanos();
    for (int run = 0; run < MIN_TIMED_RUNS || System.nanoTime() < end; run++) {
      probes.forEach(probe -> asked("scoring in " + probe.model.precision(), probe::time));
    }
    probes.forEach(
        probe ->
            LOG.info(
                "{}: {} images/s in {}",
                name(probe.model.manifest()),
                batchSizes.max() * 1_000_000_000L / probe.bestNanos,
                probe.model.precision()));
    Probe fastest = probes.stream().min(Comparator.comparingLong(p -> p.bestNanos)).orElseThrow();
    probes.stream().filter(probe -> probe != fastest).forEach(slower -> slower.model.close());
    return fastest.model;
  }

  /** A model and a batch to try it with. */
  private final class Probe {
    private final ScoringModel model;
    private final byte[] pixels;
    private final float[] probabilities;
    private long bestNanos = Long.MAX_VALUE;

    Probe(ScoringModel model) {
      this.model = model;
      pixels = new byte[batchSizes.max() * model.imageBytes()];
      probabilities = new float[batchSizes.max() * model.classes()];
    }

    void score(int images) {
      model.score(pixels, 0, images, probabilities);
    }

    long time() {
      long start = System.nanoTime();
      score(batchSizes.max());
      bestNanos = Math.min(bestNanos, Math.max(1, System.nanoTime() - start));
      return bestNanos;
    }
  }

  private static String name(ModelManifest manifest) {
    return manifest.getName() + " " + manifest.getVersion();
  }
}
