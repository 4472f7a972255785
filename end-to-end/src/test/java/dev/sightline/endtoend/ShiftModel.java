package dev.sightline.endtoend;

import dev.sightline.fixtures.HandmadeSavedModel;
import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.GoldenImage;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.Prediction;
import dev.sightline.schemas.ResizeMethod;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A model whose answer tells what it saw and which version it is: (red of the first pixel / {@value
 * #LEVELS_PER_CLASS} + shift) mod {@value #CLASSES}, with probability 0.91. The shift of a version
 * is its number.
 *
 * @param side height and width of the input
 * @param channels of the input
 */
record ShiftModel(int shift, int side, int channels) {
  static final String NAME = "shift";
  static final int CLASSES = 10;
  static final int LEVELS_PER_CLASS = 25;
  static final List<String> LABELS =
      IntStream.range(0, CLASSES).mapToObj(c -> "class-" + c).toList();

  private static final String INPUT = "image";
  private static final String OUTPUT = "probabilities";
  private static final float LIKELY = 0.91f;
  private static final float UNLIKELY = 0.01f;

  static ShiftModel ofVersion(int version) {
    return new ShiftModel(version, 32, 3);
  }

  /** What a version must say of a class. */
  static String label(int actual, int version) {
    return LABELS.get((actual + version) % CLASSES);
  }

  /** Whether a prediction is what the version it names must say of the image it names. */
  static boolean isRight(Prediction prediction) {
    int actual = NumberedImages.actual(NumberedImages.number(prediction.getId()));
    return prediction.getLabel().equals(label(actual, prediction.getModelVersion()))
        && Math.abs(prediction.getConfidence() - LIKELY) < 1e-3;
  }

  /** All of the manifest that a publisher is told, with a golden image for every class. */
  ModelManifest.Builder manifest() {
    return ModelManifest.newBuilder()
        .setName(NAME)
        .setCreatedAt(Instant.EPOCH)
        .setInput(new ImageInput(INPUT, PixelType.UINT8, side, side, channels, 1f))
        .setOutput(new ClassOutput(OUTPUT, OutputKind.PROBABILITIES))
        .setLabels(LABELS)
        .setResize(ResizeMethod.AREA)
        .setGoldenImages(IntStream.range(0, CLASSES).mapToObj(this::golden).toList());
  }

  private GoldenImage golden(int actual) {
    byte[] rgb = NumberedImages.pixels(actual, side * side);
    int bytes = side * side * channels;
    List<Float> probabilities =
        IntStream.range(0, CLASSES)
            .mapToObj(c -> c == (actual + shift) % CLASSES ? LIKELY : UNLIKELY)
            .toList();
    return new GoldenImage(ByteBuffer.wrap(rgb, 0, bytes), probabilities);
  }

  /** Writes the SavedModel's folder. */
  Path write(Path folder) throws IOException {
    return new HandmadeSavedModel(
            HandmadeSavedModel.graph(this::addTo),
            HandmadeSavedModel.signature(
                HandmadeSavedModel.tensor(INPUT, DataType.DT_UINT8, -1, side, side, channels),
                HandmadeSavedModel.tensor(OUTPUT, DataType.DT_FLOAT, -1, CLASSES)))
        .write(folder);
  }

  /** uint8 [batch, side, side, channels] to float32 [batch, 10]. */
  private void addTo(Ops tf) {
    var images =
        tf.withName(INPUT)
            .placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, side, side, channels)));
    var reds =
        tf.slice(images, tf.constant(new int[] {0, 0, 0, 0}), tf.constant(new int[] {-1, 1, 1, 1}));
    var levels = tf.dtypes.cast(tf.reshape(reds, tf.constant(new int[] {-1})), TInt32.class);
    var classes =
        tf.math.floorMod(
            tf.math.add(
                tf.math.floorDiv(levels, tf.constant(LEVELS_PER_CLASS)), tf.constant(shift)),
            tf.constant(CLASSES));
    tf.withName(OUTPUT)
        .oneHot(classes, tf.constant(CLASSES), tf.constant(LIKELY), tf.constant(UNLIKELY));
  }
}
