package dev.sightline.inference;

import dev.sightline.evaluation.arithmetic.Softmax;
import dev.sightline.inference.session.SessionSettings;
import dev.sightline.inference.signature.ModelSignature;
import dev.sightline.inference.signature.SignatureReader;
import dev.sightline.inference.signature.SignatureTensors;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.OutputKind;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;

/**
 * A SavedModel of an image classifier that answers, whoever made it and whoever asks: trainer,
 * gate, evaluation and worker run their models by this class alone. Owns a session and its native
 * memory. Safe for many threads at once; {@link #close} must come after the last call has returned.
 */
public final class LoadedModel implements ImageClassifier, AutoCloseable {
  private static final double ROUNDING = 1e-3;
  private static final double ROUNDING_OF_16_BITS = 1e-2;

  private final SavedModelBundle bundle;
  private final ModelSignature signature;
  private final SignatureTensors tensors;

  private LoadedModel(SavedModelBundle bundle, ModelSignature signature, SignatureTensors tensors) {
    this.bundle = bundle;
    this.signature = signature;
    this.tensors = tensors;
  }

  /**
   * Loads a SavedModel folder whose input takes pixels as they are, 0 to 255, by its signature.
   *
   * @throws ModelRejectedException when it is no SavedModel of an image classifier
   */
  public static LoadedModel load(Path folder) {
    return load(folder, 1);
  }

  /**
   * Loads a SavedModel folder by its signature, in float32. Whether its output is probabilities or
   * logits is told from what it answers to {@link SampleImages}.
   *
   * @param scale what a float32 input's pixels of 0 to 255 are multiplied by: 1 for a model that
   *     scales by itself, 1/255 for one that expects 0 to 1
   * @throws ModelRejectedException when it is no SavedModel of an image classifier
   */
  public static LoadedModel load(Path folder, float scale) {
    String name = name(folder);
    return load(
        folder,
        name,
        SessionSettings.EVALUATION,
        (definition, bundle) -> {
          ModelSignature signature = new SignatureReader(name).read(definition, scale);
          SignatureTensors tensors =
              SignatureTensors.of(name, bundle.graph(), definition, signature);
          OutputKind kind = new LoadedModel(bundle, signature, tensors).answeredKind();
          return new LoadedModel(bundle, signature.giving(kind), tensors);
        });
  }

  /**
   * Loads a SavedModel folder of which all is known.
   *
   * @throws ModelRejectedException when it can't be loaded, or is not what is said of it
   */
  public static LoadedModel load(Path folder, ModelSignature signature, SessionSettings settings) {
    return load(folder, name(folder), signature, settings);
  }

  /**
   * @param name what the model is called in messages
   */
  static LoadedModel load(
      Path folder, String name, ModelSignature signature, SessionSettings settings) {
    return load(
        folder,
        name,
        settings,
        (definition, bundle) ->
            new LoadedModel(
                bundle,
                signature,
                SignatureTensors.of(name, bundle.graph(), definition, signature)));
  }

  private static LoadedModel load(
      Path folder,
      String name,
      SessionSettings settings,
      BiFunction<SignatureDef, SavedModelBundle, LoadedModel> make) {
    SavedModelBundle bundle = bundle(folder, name, settings);
    try {
      return make.apply(new SignatureReader(name).definition(bundle.metaGraphDef()), bundle);
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  private static String name(Path folder) {
    return "the SavedModel " + folder;
  }

  private static SavedModelBundle bundle(Path folder, String name, SessionSettings settings) {
    try {
      return SavedModelBundle.loader(folder.toString())
          .withTags(ModelSignature.TAG)
          .withConfigProto(settings.config())
          .load();
    } catch (RuntimeException e) {
      throw new ModelRejectedException(name + " can't be loaded: " + e.getMessage(), e);
    }
  }

  private OutputKind answeredKind() {
    SampleImages samples = SampleImages.of(input());
    float[] values = new float[samples.count() * classes()];
    run(samples.pixels(), 0, samples.count(), values, 0);
    double rounding = tensors.output().type() == TFloat32.class ? ROUNDING : ROUNDING_OF_16_BITS;
    return OutputKinds.of(values, classes(), rounding);
  }

  /** The image input that it takes. */
  public ImageInput input() {
    return signature.input();
  }

  /** The graph's output; the answers given here are probabilities, whichever kind it is of. */
  public ClassOutput output() {
    return signature.output();
  }

  /** How many classes it tells apart. */
  public int classes() {
    return signature.classes();
  }

  @Override
  public float[] probabilities(byte[] pixels, int first, int count) {
    float[] rows = new float[count * classes()];
    score(pixels, first, count, rows, 0);
    return rows;
  }

  /**
   * Scores the images {@code first} to {@code first + count - 1} of an array into the same rows of
   * another.
   *
   * @param pixels uint8 [images, height, width, channels]
   * @param probabilities float32 [images, classes]; each row written sums to 1
   */
  public void score(byte[] pixels, int first, int count, float[] probabilities) {
    score(pixels, first, count, probabilities, first * classes());
  }

  private void score(byte[] pixels, int first, int count, float[] rows, int offset) {
    run(pixels, first, count, rows, offset);
    if (output().getKind() == OutputKind.LOGITS) {
      for (int row = 0; row < count; row++) {
        Softmax.inPlace(rows, offset + row * classes(), classes());
      }
    }
  }

  /** The output as it is. */
  private void run(byte[] pixels, int first, int count, float[] rows, int offset) {
    try (Tensor images = ImageTensor.of(input(), pixels, first, count);
        Result result =
            bundle.session().runner().feed(tensors.image(), images).fetch(tensors.output()).run()) {
      Tensor scores = result.get(0);
      if (scores.size() != (long) count * classes()) {
        throw new IllegalStateException(
            "the model gave %s for %d images of %d classes"
                .formatted(scores.shape(), count, classes()));
      }
      ImageTensor.read(scores, rows, offset);
    }
  }

  @Override
  public void close() {
    bundle.close();
  }
}
