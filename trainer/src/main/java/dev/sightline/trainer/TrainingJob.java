package dev.sightline.trainer;

import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.schemas.TrainingFacts;
import dev.sightline.trainer.data.Batches;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.evaluation.ScoredImages;
import dev.sightline.trainer.export.Parity;
import dev.sightline.trainer.export.SavedModelExport;
import dev.sightline.trainer.loading.LoadedModel;
import dev.sightline.trainer.network.FrozenGraph;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.publish.GoldenImages;
import dev.sightline.trainer.publish.HeldOut;
import dev.sightline.trainer.training.Epoch;
import dev.sightline.trainer.training.Trainer;
import dev.sightline.trainer.training.TrainingListener;
import dev.sightline.trainer.training.TrainingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * From a data set to models that are ready to be published: trains some epochs, exports, checks the
 * export, and can train on from there. Owns the weights. For one thread.
 */
public final class TrainingJob implements AutoCloseable {
  private static final int PARITY_IMAGES = 64;

  private final DataSet data;
  private final Network network;
  private final TrainingSettings settings;
  private final Batches batches;
  private final Trainer trainer;
  private final List<Epoch> history = new ArrayList<>();

  public TrainingJob(
      DataSet data, Network network, TrainingSettings settings, TrainingListener listener) {
    this.data = data;
    this.network = network;
    this.settings = settings;
    this.batches = new Batches(data.training(), settings.batchSize(), settings.seed());
    this.trainer = new Trainer(network, settings, listener);
  }

  /**
   * Trains as many more epochs as the settings say.
   *
   * @throws dev.sightline.trainer.training.DivergedException when the loss is no longer finite
   */
  public void train() {
    for (int i = 0; i < settings.epochs(); i++) {
      history.add(trainer.trainEpoch(batches, data.heldOut()));
    }
  }

  /**
   * Exports the weights as they are and checks that the export answers as the trainer does.
   *
   * @param savedModel the folder to write; must not exist
   * @throws dev.sightline.trainer.export.ParityException when it does not
   */
  public Candidate export(String name, Path savedModel) {
    try {
      SavedModelExport.write(trainer.snapshot(), savedModel);
    } catch (IOException e) {
      throw new UncheckedIOException("can't write the SavedModel " + savedModel, e);
    }
    Examples heldOut = data.heldOut();
    int classes = data.classes().size();
    try (LoadedModel exported = LoadedModel.load(savedModel)) {
      Parity.of(
              trainer::float32Probabilities,
              exported,
              heldOut.pixels(),
              Math.min(PARITY_IMAGES, heldOut.size()))
          .require();
      ModelManifest.Builder draft =
          ModelManifest.newBuilder()
              .setName(name)
              .setCreatedAt(Instant.now())
              .setInput(input(heldOut.imageSize()))
              .setOutput(new ClassOutput(FrozenGraph.OUTPUT, OutputKind.PROBABILITIES))
              .setLabels(data.classes())
              .setResize(ResizeMethod.AREA)
              .setTraining(facts())
              .setEvaluation(HeldOut.of(ScoredImages.of(exported, heldOut, classes)))
              .setGoldenImages(GoldenImages.choose(exported, heldOut, classes));
      return new Candidate(draft, savedModel);
    }
  }

  private static ImageInput input(ImageSize size) {
    return new ImageInput(
        FrozenGraph.INPUT, PixelType.UINT8, size.height(), size.width(), ImageSize.CHANNELS, 1f);
  }

  private TrainingFacts facts() {
    return TrainingFacts.newBuilder()
        .setDataSet(data.name())
        .setDataSetSha256(data.sha256())
        .setRecipe("tutorial")
        .setSettings(
            Map.of(
                "epochs", Integer.toString(history.size()),
                "batchSize", Integer.toString(settings.batchSize()),
                "learningRate", Double.toString(settings.learningRate()),
                "precision", settings.precision().toString()))
        .setSeed(settings.seed())
        .setHistory(history.stream().map(TrainingJob::record).toList())
        .build();
  }

  private static dev.sightline.schemas.Epoch record(Epoch epoch) {
    return dev.sightline.schemas.Epoch.newBuilder()
        .setEpoch(epoch.number())
        .setLoss(epoch.loss())
        .setAccuracy(epoch.accuracy())
        .setValidationLoss(epoch.validationLoss())
        .setValidationAccuracy(epoch.validationAccuracy())
        .setLearningRate(epoch.learningRate())
        .setLearningRate(epoch.learningRate())
        .setImagesPerSecond(epoch.imagesPerSecond())
        .build();
  }

  /** What is trained. */
  public Network network() {
    return network;
  }

  @Override
  public void close() {
    trainer.close();
  }
}
