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
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Tensor;
import org.tensorflow.proto.SignatureDef;

/**
 * A SavedModel of an image classifier that answers, whoever made it and whoever asks: trainer,
 * gate, evaluation and worker run their models by this class alone. Owns a session and its native
 * memory. Safe for many threads at once; {@link #close} must come after the last call has returned.
 */
public final class LoadedModel implements ImageClassifier, AutoCloseable {
  private final SavedModelBundle bundle;
  private final ModelSignature signature;
  private final SignatureTensors tensors;

  private LoadedModel(SavedModelBundle bundle, ModelSignature signature, SignatureTensors tensors) {
    this.bundle = bundle;
    this.signature = signature;
    this.tensors = tensors;
  }

  /** Images of a model's input that are tried on it besides the {@link SampleImages}. */
  @FunctionalInterface
  public interface Samples {
    /** No others. */
    Samples NONE = input -> new byte[0];

    /**
     * @param input the model's
     * @return uint8 [any, height, width, channels]
     */
    byte[] pixels(ImageInput input);
  }

  /**
   * Loads a SavedModel folder whose input takes pixels as they are, 0 to 255, by its signature.
   *
   * @throws ModelRejectedException when it is no SavedModel of an image classifier
   */
  public static LoadedModel load(Path folder) {
    return load(folder, Hints.NONE, Samples.NONE);
  }

  /**
   * Loads a SavedModel folder by its signature, in float32. It is tried on {@link SampleImages} and
   * others: whether its output is probabilities or logits is told from what it answers.
   *
   * @param hints what is known of it; its labels are not looked at
   * @throws ModelRejectedException when it is no SavedModel of an image classifier, or its answers
   *     are those of none
   */
  public static LoadedModel load(Path folder, Hints hints, Samples samples) {
    String name = name(folder);
    String called = hints.signature().orElse(ModelSignature.NAME);
    return load(
        folder,
        name,
        called,
        SessionSettings.EVALUATION,
        (definition, bundle) -> {
          ModelSignature signature =
              new SignatureReader(name)
                  .read(called, definition, hints.scale().orElse(1f), hints.outputTensor());
          SignatureTensors tensors =
              SignatureTensors.of(name, bundle.graph(), definition, signature);
          OutputEvidence evidence =
              new LoadedModel(bundle, signature, tensors).answers(name, samples);
          return new LoadedModel(bundle, signature.giving(evidence.kind(hints.output())), tensors);
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
        signature.name(),
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
      String called,
      SessionSettings settings,
      BiFunction<SignatureDef, SavedModelBundle, LoadedModel> make) {
    SavedModelBundle bundle = bundle(folder, name, settings);
    try {
      return make.apply(
          new SignatureReader(name).definition(bundle.metaGraphDef(), called), bundle);
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  private static String name(Path folder) {
    return "the SavedModel " + folder;
  }

  private static SavedModelBundle bundle(Path folder, String name, SessionSettings settings) {
    new SavedModelFolder(folder, name).require();
    try {
      return SavedModelBundle.loader(folder.toString())
          .withTags(ModelSignature.TAG)
          .withConfigProto(settings.config())
          .load();
    } catch (RuntimeException e) {
      throw new ModelRejectedException(name + " can't be loaded: " + e.getMessage(), e);
    }
  }

  /**
   * Tries it on sample images.
   *
   * @param name what the model is called in messages
   * @throws ModelRejectedException when it answers otherwise than its output's kind says
   */
  void requireAnswers(String name) {
    answers(name, Samples.NONE).kind(Optional.of(output().getKind()));
  }

  /** What it answers to sample images, as it is. */
  private OutputEvidence answers(String name, Samples others) {
    OutputEvidence evidence = new OutputEvidence(name, tensors.columns());
    int imageBytes = ImageTensor.bytes(input());
    int batch = ImageTensor.batchSize(imageBytes);
    for (byte[] pixels : List.of(SampleImages.of(input()).pixels(), others.pixels(input()))) {
      int images = pixels.length / imageBytes;
      for (int first = 0; first < images; first += batch) {
        int count = Math.min(batch, images - first);
        float[] values = new float[count * tensors.columns()];
        run(pixels, first, count, values, 0);
        evidence.add(values);
      }
    }
    return evidence;
  }

  /** What it takes and gives, and under which name. */
  public ModelSignature signature() {
    return signature;
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
   * @param probabilities float32 [images, classes]; each row written sums to 1 within 1e-5, in
   *     whatever precision the model runs, unless the model's answer is no distribution: NaN, say
   */
  public void score(byte[] pixels, int first, int count, float[] probabilities) {
    score(pixels, first, count, probabilities, first * classes());
  }

  private void score(byte[] pixels, int first, int count, float[] rows, int offset) {
    boolean logits = output().getKind() == OutputKind.LOGITS;
    if (tensors.columns() == classes()) {
      run(pixels, first, count, rows, offset);
    } else {
      float[] values = new float[count];
      run(pixels, first, count, values, 0);
      ProbabilityRows.ofBinary(values, logits, rows, offset);
    }
    for (int row = 0; row < count; row++) {
      int start = offset + row * classes();
      if (logits) {
        Softmax.inPlace(rows, start, classes());
      } else {
        ProbabilityRows.normalize(rows, start, classes());
      }
    }
  }

  /** The output as it is. */
  private void run(byte[] pixels, int first, int count, float[] values, int offset) {
    try (Tensor images = ImageTensor.of(input(), pixels, first, count);
        Result result =
            bundle.session().runner().feed(tensors.image(), images).fetch(tensors.output()).run()) {
      Tensor scores = result.get(0);
      if (scores.size() != (long) count * tensors.columns()) {
        throw new IllegalStateException(
            "the model gave %s for %d images of %d classes"
                .formatted(scores.shape(), count, classes()));
      }
      ImageTensor.read(scores, values, offset);
    }
  }

  @Override
  public void close() {
    bundle.close();
  }
}
