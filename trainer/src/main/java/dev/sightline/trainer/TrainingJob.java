package dev.sightline.trainer;

import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.inference.ImageClassifier;
import dev.sightline.inference.LoadedModel;
import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.schemas.TrainingFacts;
import dev.sightline.trainer.checkpoint.Checkpoint;
import dev.sightline.trainer.checkpoint.CheckpointException;
import dev.sightline.trainer.checkpoint.CheckpointFile;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.Holdout;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.Sampling;
import dev.sightline.trainer.data.batch.BatchSource;
import dev.sightline.trainer.data.batch.Batches;
import dev.sightline.trainer.data.batch.PrefetchedBatches;
import dev.sightline.trainer.evaluation.ImageReference;
import dev.sightline.trainer.evaluation.ScoredImages;
import dev.sightline.trainer.export.Parity;
import dev.sightline.trainer.export.SavedModelExport;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.graph.FrozenGraph;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.publish.GoldenImages;
import dev.sightline.trainer.publish.HeldOut;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.RecipeKeys;
import dev.sightline.trainer.training.DivergedException;
import dev.sightline.trainer.training.Epoch;
import dev.sightline.trainer.training.Trainer;
import dev.sightline.trainer.training.TrainingListener;
import dev.sightline.trainer.training.TrainingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * From a data set and a recipe to a model that is ready to be published: trains, keeps a checkpoint
 * of each epoch, exports, checks the export. Owns the weights. For one thread.
 */
public final class TrainingJob implements AutoCloseable {
  private static final int BATCHES_AHEAD = 4;
  private static final int PARITY_IMAGES = 64;

  /**
   * Of fewer validation images a fitted temperature is chance: see RATIONALE, "A temperature takes
   * a hundred images".
   */
  public static final int FEWEST_TO_CALIBRATE_ON = 100;

  /** Some 50 bytes each in the manifest. */
  private static final int MAX_EPOCHS_TOLD = 1_000;

  private final Recipe recipe;
  private final DataSet data;
  private final Network network;
  private final BatchSource batches;
  private final Optional<CheckpointFile> checkpoints;
  private final Trainer trainer;

  /**
   * @param data with the validation split that the recipe asks for, as {@link #split} makes it
   * @param checkpoints where to keep them, if anywhere
   * @param resumed what to go on from; anew without
   * @throws CheckpointException when that is of a training with other settings or other data
   */
  public TrainingJob(
      DataSet data,
      Recipe recipe,
      TrainingListener listener,
      Optional<CheckpointFile> checkpoints,
      Optional<Checkpoint> resumed) {
    this.recipe = recipe;
    this.data = data;
    this.checkpoints = checkpoints;
    TrainingSettings settings = recipe.training();
    network = recipe.network().apply(data.classes().size());
    batches =
        new PrefetchedBatches(
            new Batches(
                data.training(),
                settings.batchSize(),
                settings.seed(),
                recipe.augmentations(),
                recipe.lastBatch()),
            BATCHES_AHEAD);
    resumed.ifPresent(checkpoint -> checkpoint.requireIdentity(identity()));
    trainer =
        resumed
            .map(checkpoint -> new Trainer(network, settings, checkpoint.state(), listener))
            .orElseGet(() -> new Trainer(network, settings, data.training(), listener));
  }

  /** Starts anew and keeps no checkpoints. */
  public TrainingJob(DataSet data, Recipe recipe, TrainingListener listener) {
    this(split(data, recipe), recipe, listener, Optional.empty(), Optional.empty());
  }

  /** A data set with the validation split, and as much of the training split, as a recipe asks. */
  public static DataSet split(DataSet data, Recipe recipe) {
    long seed = recipe.training().seed();
    DataSet split = data.withValidation(recipe.validationImages(), seed);
    return recipe.trainingImages() == 0
        ? split
        : split.withTrainingImages(recipe.trainingImages(), seed);
  }

  /**
   * Trains what is left of the recipe's epochs.
   *
   * @throws InterruptedException when the thread was interrupted; where checkpoints are kept, there
   *     is one of that very step then
   * @throws DivergedException when the loss is no longer finite, saying where the last checkpoint
   *     is, if anywhere
   */
  public void train() throws InterruptedException {
    Examples judges = data.validation().size() > 0 ? data.validation() : data.heldOut();
    try {
      while (!trainer.isFinished()) {
        trainer.trainEpoch(batches, judges);
        saveCheckpoint();
      }
    } catch (InterruptedException interrupted) {
      saveCheckpoint();
      throw interrupted;
    } catch (DivergedException diverged) {
      throw withCheckpoint(diverged);
    }
    trainer.restoreBest();
  }

  private DivergedException withCheckpoint(DivergedException diverged) {
    try {
      return checkpoints
          .flatMap(CheckpointFile::read)
          .map(last -> diverged.withCheckpoint(checkpoints.get().path(), last.position()))
          .orElse(diverged);
    } catch (CheckpointException unreadable) {
      diverged.addSuppressed(unreadable);
      return diverged;
    }
  }

  private void saveCheckpoint() {
    checkpoints.ifPresent(file -> file.write(checkpoint()));
  }

  private Checkpoint checkpoint() {
    return new Checkpoint(identity(), trainer.state());
  }

  private Map<String, String> identity() {
    Map<String, String> identity = new TreeMap<>(recipe.settings());
    identity.remove(RecipeKeys.TRAINING_IMAGES, "0"); // as in checkpoints from before it was a key
    identity.put(RecipeKeys.PRECISION, precisionUsed());
    identity.put("data set", data.sha256());
    identity.putAll(holdout());
    return identity;
  }

  /** What the held-out images were drawn by, for whoever wants the same of the same data set. */
  private Map<String, String> holdout() {
    return data.holdout().map(Holdout::settings).orElse(Map.of());
  }

  /**
   * Exports the weights as they are and checks that the export answers as the trainer does.
   *
   * @param name the model's
   * @param savedModel the folder to write; must not exist
   * @throws dev.sightline.trainer.export.ParityException when it does not
   */
  public TrainedModel export(String name, Path savedModel) {
    try {
      SavedModelExport.write(trainer.snapshot(), savedModel);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write the SavedModel " + savedModel, e);
    }
    try (LoadedModel exported = LoadedModel.load(savedModel)) {
      Examples heldOut = data.heldOut();
      Parity.of(
              trainer::float32Probabilities,
              exported,
              heldOut.pixels(),
              Math.min(PARITY_IMAGES, heldOut.size()))
          .require();
      ScoredImages scored = ScoredImages.of(exported, heldOut, network.classes());
      Optional<TemperatureScaling> calibration = calibration(exported);
      ModelManifest.Builder draft =
          ModelManifest.newBuilder()
              .setName(name)
              .setCreatedAt(Instant.now())
              .setInput(input(heldOut.imageSize()))
              .setOutput(new ClassOutput(FrozenGraph.OUTPUT, OutputKind.PROBABILITIES))
              .setLabels(data.classes())
              .setResize(ResizeMethod.AREA)
              .setTraining(facts())
              .setEvaluation(evaluation(scored, calibration))
              .setConfusionCells(HeldOut.cells(scored.predicted()))
              .setImageReference(ImageReference.of(heldOut));
      GoldenImages.addTo(draft, exported, samples(heldOut), savedModel);
      return new TrainedModel(new Candidate(draft, savedModel), scored, calibration);
    }
  }

  private static Examples samples(Examples heldOut) {
    return heldOut.chosen(
        Sampling.indices(heldOut.size(), GoldenImages.LOOKED_AT, heldOut.imageSize()));
  }

  /** Fitted on images that were not trained on, and not on those that results are of. */
  private Optional<TemperatureScaling> calibration(ImageClassifier exported) {
    Examples validation = data.validation();
    if (validation.size() < FEWEST_TO_CALIBRATE_ON) {
      return Optional.empty();
    }
    ScoredImages scored = ScoredImages.of(exported, validation, network.classes());
    return Optional.of(
        TemperatureScaling.fit(scored.probabilities(), scored.labels(), scored.classes()));
  }

  private HeldOutEvaluation evaluation(
      ScoredImages scored, Optional<TemperatureScaling> calibration) {
    return calibration
        .map(fitted -> HeldOut.of(scored, fitted, data.validation().size()))
        .orElseGet(() -> HeldOut.of(scored));
  }

  private static ImageInput input(ImageSize size) {
    return new ImageInput(
        FrozenGraph.INPUT, PixelType.UINT8, size.height(), size.width(), ImageSize.CHANNELS, 1f);
  }

  private TrainingFacts facts() {
    Map<String, String> settings = new TreeMap<>(recipe.settings());
    settings.put("precision.used", precisionUsed());
    settings.put("epochs.trained", Integer.toString(trainer.history().size()));
    settings.put("flops", Long.toString(flops()));
    settings.putAll(holdout());
    return TrainingFacts.newBuilder()
        .setDataSet(data.name())
        .setDataSetSha256(data.sha256())
        .setRecipe(recipe.name())
        .setSettings(settings)
        .setSeed(recipe.training().seed())
        .setHistory(thinned(trainer.history()).stream().map(TrainingJob::record).toList())
        .build();
  }

  /** All epochs, or so many at even distances, the last among them, as a manifest has room for. */
  private static List<Epoch> thinned(List<Epoch> history) {
    int kept = Math.min(history.size(), MAX_EPOCHS_TOLD);
    return IntStream.rangeClosed(1, kept)
        .mapToObj(i -> history.get((int) ((long) i * history.size() / kept) - 1))
        .toList();
  }

  /**
   * On this machine: automatic precision is another one where the processor is. By the constant's
   * name, as it stands in the checkpoints that there are.
   */
  private String precisionUsed() {
    return recipe.training().precision().resolve().name();
  }

  private static dev.sightline.schemas.Epoch record(Epoch epoch) {
    return dev.sightline.schemas.Epoch.newBuilder()
        .setEpoch(epoch.number())
        .setLoss(epoch.loss())
        .setAccuracy(epoch.accuracy())
        .setValidationLoss(epoch.validationLoss())
        .setValidationAccuracy(epoch.validationAccuracy())
        .setLearningRate(epoch.learningRate())
        .setImagesPerSecond(epoch.imagesPerSecond())
        .build();
  }

  /** What is trained. */
  public Network network() {
    return network;
  }

  /** The epochs so far, those before a training was resumed among them. */
  public List<Epoch> history() {
    return trainer.history();
  }

  /** Whether the validation loss ceased to fall before all epochs were trained. */
  public boolean isStoppedEarly() {
    return trainer.isStoppedEarly();
  }

  /** The epoch whose weights remain, where the best are kept. */
  public Optional<Integer> bestEpoch() {
    return trainer.bestEpoch();
  }

  /** The FLOPs of all steps of the epochs so far. */
  public long flops() {
    long images = trainer.history().stream().mapToLong(Epoch::images).sum();
    long steps = (long) trainer.history().size() * batches.perEpoch();
    return images * network.flops().training()
        + steps * recipe.training().optimizer().flops(network);
  }

  @Override
  public void close() {
    trainer.close();
  }
}
