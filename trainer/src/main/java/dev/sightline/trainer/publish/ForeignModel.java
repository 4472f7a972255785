package dev.sightline.trainer.publish;

import dev.sightline.images.ImageDecoder;
import dev.sightline.inference.Hints;
import dev.sightline.inference.ImageClassifier;
import dev.sightline.inference.LoadedModel;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.labels.Labels;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.evaluation.ClassOrder;
import dev.sightline.trainer.evaluation.ImageReference;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A SavedModel that was made elsewhere, with Keras for instance, as it is published: what a {@link
 * LoadedModel} is, under class names. Owns a session of it. For one thread.
 */
public final class ForeignModel implements ImageClassifier, AutoCloseable {
  private final Path folder;
  private final LoadedModel model;
  private final Examples samples;
  private final boolean scaleGiven;

  private ForeignModel(Path folder, LoadedModel model, Examples samples, boolean scaleGiven) {
    this.folder = folder;
    this.model = model;
    this.samples = samples;
    this.scaleGiven = scaleGiven;
  }

  /**
   * Loads a SavedModel folder and tries it on some images.
   *
   * @param hints what it does not say of itself; its labels are not looked at
   * @param images to try it on, and to choose golden images from
   * @throws ModelRejectedException when it is no SavedModel of an image classifier, or answers to
   *     images as none does
   */
  public static ForeignModel load(Path folder, Hints hints, ImageSplit images) {
    Sampler sampler = new Sampler(images);
    LoadedModel model = LoadedModel.load(folder, hints, sampler);
    return new ForeignModel(folder, model, sampler.samples, hints.scale().isPresent());
  }

  /** Keeps the images that the model was tried on. */
  private static final class Sampler implements LoadedModel.Samples {
    private final ImageSplit images;
    private Examples samples;

    Sampler(ImageSplit images) {
      this.images = images;
    }

    @Override
    public byte[] pixels(ImageInput input) {
      if ((long) input.getHeight() * input.getWidth() > ImageDecoder.MAX_TARGET_PIXELS) {
        throw new ModelRejectedException(
            "it takes images of %s, expected at most %d pixels"
                .formatted(ImageSize.of(input), ImageDecoder.MAX_TARGET_PIXELS));
      }
      samples = images.sample(GoldenImages.LOOKED_AT, ImageSize.of(input), ResizeMethod.AREA);
      return samples.pixels();
    }
  }

  /**
   * Looks whether it is right on held-out images, and tells in its manifest how often, and what the
   * images look like.
   *
   * @param draft of its manifest, with its labels
   * @param images of the same classes
   * @throws ModelRejectedException when the images' classes are not the labels
   */
  private void evaluate(ModelManifest.Builder draft, HeldOutImages images) {
    ImageReference reference = new ImageReference();
    NamedScores scores =
        NamedScores.of(
            folder,
            model.signature(),
            draft.getLabels(),
            draft.getResize(),
            images.shownTo(reference::add));
    draft.setEvaluation(HeldOut.of(scores.scored()));
    draft.setConfusionCells(HeldOut.cells(scores.scored()));
    draft.setImageReference(reference.records());
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
   * What is published, of a model that nobody has looked at.
   *
   * @see #candidate(String, Labels, Optional)
   */
  public Candidate candidate(String name, Labels labels) {
    return candidate(name, labels, Optional.empty());
  }

  /**
   * What is published.
   *
   * @param labels class names in index order
   * @param evaluatedOn held-out images of these classes, to state in the manifest how often it is
   *     right; the images that it was loaded with are among them
   * @throws ModelRejectedException when the labels are too few or too many, they are not the
   *     images' classes, the images tell that its scale was forgotten, or the manifest would be too
   *     large
   */
  public Candidate candidate(String name, Labels labels, Optional<HeldOutImages> evaluatedOn) {
    if (labels.names().size() != classes()) {
      throw new ModelRejectedException(
          "the SavedModel %s tells %d classes apart, but there are %d labels"
              .formatted(folder, classes(), labels.names().size()));
    }
    ModelManifest.Builder draft =
        ModelManifest.newBuilder()
            .setName(name)
            .setCreatedAt(Instant.now())
            .setInput(model.input())
            .setOutput(model.output())
            .setLabels(labels.names())
            .setResize(ResizeMethod.AREA)
            .setServingSignature(model.signature().stated());
    evaluatedOn.ifPresent(
        images -> {
          evaluate(draft, images);
          refuseForgottenScale(labels, images.classes());
        });
    GoldenImages.addTo(draft, model, samples, folder);
    return new Candidate(draft, folder);
  }

  private void refuseForgottenScale(Labels labels, List<String> classes) {
    boolean open = model.input().getDataType() == PixelType.FLOAT32 && !scaleGiven;
    if (open) {
      Examples ordered = ClassOrder.byName(classes, labels.names()).apply(samples);
      ForgottenScale.refuse(folder, model, ordered);
    }
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
