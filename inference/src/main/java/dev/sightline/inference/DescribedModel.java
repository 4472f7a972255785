package dev.sightline.inference;

import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.inference.session.SessionSettings;
import dev.sightline.inference.signature.ModelSignature;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.folder.RunFolder;
import dev.sightline.models.labels.Labels;
import dev.sightline.schemas.CalibrationFit;
import dev.sightline.schemas.CalibrationMethod;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ResizeMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A model on disk with all that is needed to ask it: by its manifest where it has one, otherwise by
 * its signature and what the user says. Owns a session of it. Safe for many threads.
 */
public final class DescribedModel implements ImageClassifier, AutoCloseable {
  private final LoadedModel model;
  private final Optional<List<String>> names;
  private final ResizeMethod resize;
  private final OptionalDouble temperature;

  private DescribedModel(
      LoadedModel model, Optional<Labels> names, ResizeMethod resize, OptionalDouble temperature) {
    names.ifPresent(labels -> requireLabels(labels, model.classes()));
    this.model = model;
    this.names =
        names.map(Labels::names).filter(labels -> !labels.equals(indices(model.classes())));
    this.resize = resize;
    this.temperature = temperature;
  }

  /**
   * Opens a run folder of the trainer, or a SavedModel folder. The manifest of a run, or of the run
   * that a SavedModel folder belongs to, says all; there is nothing to hint at then.
   *
   * @param samples to try a SavedModel on that nothing is said of
   * @throws ModelRejectedException when it is neither, is no image classifier, or contradicts its
   *     manifest or the hints
   */
  public static DescribedModel open(Path folder, Hints hints, LoadedModel.Samples samples) {
    Optional<RunFolder> run = RunFolder.find(folder);
    if (run.isPresent()) {
      return open(run.get(), hints);
    }
    Path within = new RunFolder(folder).savedModel();
    Path savedModel = Files.isDirectory(within) ? within : folder;
    if (!Files.exists(folder)) {
      throw new ModelRejectedException(
          folder + ": expected the folder of a SavedModel or of a run of train, found nothing");
    }
    return openUndescribed(savedModel, hints, samples);
  }

  /** Opens a folder of which there are no images to try it on. */
  public static DescribedModel open(Path folder, Hints hints) {
    return open(folder, hints, LoadedModel.Samples.NONE);
  }

  private static DescribedModel open(RunFolder run, Hints hints) {
    if (hints.given()) {
      throw new ModelRejectedException(
          run.manifest()
              + " says the labels and the scale already, and what the output is:"
              + " they can't be given besides");
    }
    ModelManifest.Builder manifest = run.readManifest();
    Labels labels = labels(run, manifest);
    LoadedModel model =
        LoadedModel.load(run.savedModel(), ModelSignature.of(manifest), SessionSettings.EVALUATION);
    try {
      model.requireAnswers("the SavedModel " + run.savedModel());
      return new DescribedModel(
          model, Optional.of(labels), manifest.getResize(), temperature(manifest.getEvaluation()));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static Labels labels(RunFolder run, ModelManifest.Builder manifest) {
    try {
      return new Labels(manifest.getLabels());
    } catch (ModelRejectedException unfit) {
      throw new ModelRejectedException(run.manifest() + ", " + unfit.getMessage(), unfit);
    }
  }

  private static OptionalDouble temperature(HeldOutEvaluation evaluation) {
    CalibrationFit fit = evaluation == null ? null : evaluation.getCalibrationFit();
    return fit != null && fit.getMethod() == CalibrationMethod.TEMPERATURE
        ? OptionalDouble.of(fit.getTemperature())
        : OptionalDouble.empty();
  }

  private static DescribedModel openUndescribed(
      Path savedModel, Hints hints, LoadedModel.Samples samples) {
    LoadedModel model = LoadedModel.load(savedModel, hints, samples);
    try {
      return new DescribedModel(model, hints.labels(), ResizeMethod.AREA, OptionalDouble.empty());
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private static void requireLabels(Labels labels, int classes) {
    if (labels.names().size() != classes) {
      throw new ModelRejectedException(
          "the model tells %d classes apart, but there are %d labels"
              .formatted(classes, labels.names().size()));
    }
  }

  private static List<String> indices(int classes) {
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  /** Class names in index order; the indices themselves where no names are known. */
  public List<String> labels() {
    return names.orElseGet(() -> indices(model.classes()));
  }

  /** Whether the labels are names, not just the indices. */
  public boolean hasNames() {
    return names.isPresent();
  }

  /** How many classes it tells apart. */
  public int classes() {
    return model.classes();
  }

  /** The image input that it takes. */
  public ImageInput input() {
    return model.input();
  }

  /** How an image of another size becomes one of its size. */
  public ResizeMethod resize() {
    return resize;
  }

  /** What calibrates its probabilities, when that is known. */
  public OptionalDouble temperature() {
    return temperature;
  }

  /**
   * Replaces probabilities by calibrated ones, when a temperature is known.
   *
   * @param probabilities float32 [images, classes], row-major, as this model gives them
   */
  public void calibrate(float[] probabilities) {
    temperature.ifPresent(t -> new TemperatureScaling(t).apply(probabilities, classes()));
  }

  /** The probabilities as the model gives them, not calibrated. */
  @Override
  public float[] probabilities(byte[] pixels, int first, int count) {
    return model.probabilities(pixels, first, count);
  }

  @Override
  public void close() {
    model.close();
  }
}
