package dev.sightline.trainer.publish;

import dev.sightline.inference.ImageClassifier;
import dev.sightline.inference.LoadedModel;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A SavedModel that was made elsewhere, with Keras for instance, as it is published: what a {@link
 * LoadedModel} is, under class names. Owns a session of it. For one thread.
 */
public final class ForeignModel implements ImageClassifier, AutoCloseable {
  private final Path folder;
  private final LoadedModel model;

  private ForeignModel(Path folder, LoadedModel model) {
    this.folder = folder;
    this.model = model;
  }

  /**
   * Loads a SavedModel folder.
   *
   * @param scale what a float32 input's pixels of 0 to 255 are multiplied by: 1 for a model that
   *     scales by itself, 1/255 for one that expects 0 to 1
   * @throws ModelRejectedException when it is no SavedModel of an image classifier
   */
  public static ForeignModel load(Path folder, float scale) {
    return new ForeignModel(folder, LoadedModel.load(folder, scale));
  }

  /** The size of image that it takes. */
  public ImageSize imageSize() {
    return ImageSize.of(model.input());
  }

  /** How many classes it tells apart. */
  public int classes() {
    return model.classes();
  }

  /**
   * What is published.
   *
   * @param labels class names in index order
   * @param images to choose golden images from, of this model's size
   * @throws ModelRejectedException when the labels are too few or too many
   */
  public Candidate candidate(String name, List<String> labels, Examples images) {
    if (labels.size() != classes()) {
      throw new ModelRejectedException(
          "the SavedModel %s tells %d classes apart, but there are %d labels"
              .formatted(folder, classes(), labels.size()));
    }
    return new Candidate(
        ModelManifest.newBuilder()
            .setName(name)
            .setCreatedAt(Instant.now())
            .setInput(model.input())
            .setOutput(model.output())
            .setLabels(labels)
            .setResize(ResizeMethod.AREA)
            .setGoldenImages(GoldenImages.choose(model, images, model.classes())),
        folder);
  }

  @Override
  public float[] probabilities(byte[] pixels, int first, int count) {
    return model.probabilities(pixels, first, count);
  }

  @Override
  public void close() {
    model.close();
  }
}
