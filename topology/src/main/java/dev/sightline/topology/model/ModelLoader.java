package dev.sightline.topology.model;

import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.image.ImageDecoder;
import dev.sightline.schemas.model.ModelRejectedException;
import dev.sightline.topology.score.BatchSizes;
import dev.sightline.topology.score.ExecutionSettings;
import dev.sightline.topology.score.SavedModelScorer;
import dev.sightline.topology.score.ScoringModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an unpacked SavedModel into a model that is fit to serve, while another one serves: loads
 * it with each execution settings, warms it up at every served batch size, checks the golden
 * images, and keeps the fastest that passes. For one thread.
 */
public final class ModelLoader {
  private static final Logger LOG = LoggerFactory.getLogger(ModelLoader.class);
  private static final int TIMED_RUNS = 5;
  private static final int CHANNELS = 3;

  /** Each stream thread holds a batch of pixels; larger ones would crowd the heap. */
  private static final long MAX_BATCH_BYTES = 256L << 20;

  private final BatchSizes batchSizes;
  private final GoldenCheck goldenCheck;
  private final List<ExecutionSettings> settings;

  /**
   * @param settings the execution settings that compete; at least one
   */
  public ModelLoader(
      BatchSizes batchSizes, GoldenCheck goldenCheck, List<ExecutionSettings> settings) {
    this.batchSizes = batchSizes;
    this.goldenCheck = goldenCheck;
    this.settings = List.copyOf(settings);
  }

  /**
   * @param onLoaded told once the first session is loaded, before the warm-up
   * @return a warm model; the caller closes it
   * @throws ModelRejectedException when its input can't be served, or it passes with none of the
   *     settings
   */
  public ScoringModel load(Path folder, ModelManifest manifest, Consumer<ScoringModel> onLoaded) {
    requireServable(manifest.getInput());
    List<Candidate> candidates = new ArrayList<>();
    ModelRejectedException rejection = null;
    for (ExecutionSettings setting : settings) {
      ScoringModel model = null;
      try {
        model = SavedModelScorer.load(folder, manifest, setting);
        if (setting == settings.get(0)) {
          onLoaded.accept(model);
        }
        long nanos = warmUp(model);
        goldenCheck.check(model);
        candidates.add(new Candidate(model, nanos));
        LOG.info("{}: {} images/s with {}", name(manifest), perSecond(nanos), setting);
      } catch (RuntimeException e) {
        if (model != null) {
          model.close();
        }
        rejection = rejected(e, setting);
        LOG.warn("{} fails with {}: {}", name(manifest), setting, e.getMessage());
      }
    }
    if (candidates.isEmpty()) {
      throw rejection;
    }
    return fastest(candidates);
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

  private static ModelRejectedException rejected(RuntimeException e, ExecutionSettings setting) {
    return e instanceof ModelRejectedException known
        ? known
        : new ModelRejectedException("scoring with " + setting + " fails: " + e.getMessage(), e);
  }

  /** Scores grey images at every served size; the best time of the largest batch in ns. */
  private long warmUp(ScoringModel model) {
    var input = model.manifest().getInput();
    int imageBytes = input.getHeight() * input.getWidth() * input.getChannels();
    byte[] pixels = new byte[batchSizes.max() * imageBytes];
    float[] probabilities = new float[batchSizes.max() * model.manifest().getLabels().size()];
    for (int size : batchSizes.all()) {
      model.score(pixels, 0, size, probabilities);
    }
    long best = Long.MAX_VALUE;
    for (int run = 0; run < TIMED_RUNS; run++) {
      long start = System.nanoTime();
      model.score(pixels, 0, batchSizes.max(), probabilities);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }

  private static ScoringModel fastest(List<Candidate> candidates) {
    candidates.sort(Comparator.comparingLong(Candidate::nanos));
    candidates.stream().skip(1).forEach(slower -> slower.model().close());
    return candidates.get(0).model();
  }

  private long perSecond(long nanos) {
    return batchSizes.max() * 1_000_000_000L / Math.max(1, nanos);
  }

  private static String name(ModelManifest manifest) {
    return manifest.getName() + " " + manifest.getVersion();
  }

  private record Candidate(ScoringModel model, long nanos) {}
}
