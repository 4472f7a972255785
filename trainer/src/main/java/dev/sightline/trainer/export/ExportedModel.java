package dev.sightline.trainer.export;

import dev.sightline.trainer.network.FrozenGraph;
import dev.sightline.trainer.network.GraphClassifier;
import dev.sightline.trainer.network.ImageClassifier;
import java.nio.file.Path;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/** An exported folder, loaded again in float32 and called by its signature. */
public final class ExportedModel implements ImageClassifier, AutoCloseable {
  private final SavedModelBundle bundle;
  private final ImageClassifier classifier;

  private ExportedModel(SavedModelBundle bundle, ImageClassifier classifier) {
    this.bundle = bundle;
    this.classifier = classifier;
  }

  /**
   * Loads a folder that {@link SavedModelExport} wrote.
   *
   * @throws org.tensorflow.exceptions.TensorFlowException when it is no SavedModel
   * @throws IllegalArgumentException when it has not the signature, input or output
   */
  public static ExportedModel load(Path folder) {
    SavedModelBundle bundle = SavedModelBundle.load(folder.toString(), SavedModelExport.TAG);
    try {
      return new ExportedModel(bundle, classifier(bundle));
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  private static ImageClassifier classifier(SavedModelBundle bundle) {
    SignatureDef signature =
        bundle.metaGraphDef().getSignatureDefOrThrow(SavedModelExport.SIGNATURE);
    TensorInfo input = signature.getInputsOrThrow(FrozenGraph.INPUT);
    TensorInfo output = signature.getOutputsOrThrow(FrozenGraph.OUTPUT);
    return new GraphClassifier(bundle.session(), image(input), input.getName(), output.getName());
  }

  @Override
  public float[] probabilities(byte[] pixels, int first, int count) {
    return classifier.probabilities(pixels, first, count);
  }

  @Override
  public void close() {
    bundle.close();
  }

  private static Shape image(TensorInfo input) {
    long[] sizes =
        input.getTensorShape().getDimList().stream()
            .skip(1)
            .mapToLong(TensorShapeProto.Dim::getSize)
            .toArray();
    return Shape.of(sizes);
  }
}
