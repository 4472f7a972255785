package dev.sightline.inference.signature;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.PixelType;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * The tensors of a loaded graph that a {@link ModelSignature} names, found to be what it says.
 *
 * @param image uint8 or float32 [batch, height, width, channels]
 * @param output float32, bfloat16 or float16 [batch, columns]
 * @param columns one for each class; 1 of two classes where there is a value of the second alone
 */
public record SignatureTensors(Output<?> image, Output<?> output, int columns) {
  private static final Set<DataType> OUTPUT_TYPES =
      Set.of(DataType.DT_FLOAT, DataType.DT_BFLOAT16, DataType.DT_HALF);

  /**
   * Finds the tensors.
   *
   * @param model what the model is called in messages
   * @throws ModelRejectedException when the SavedModel's signature or its graph is not what is
   *     expected of it
   */
  public static SignatureTensors of(
      String model, Graph graph, SignatureDef signature, ModelSignature expected) {
    Finder finder = new Finder(model, graph, expected.name());
    ImageInput input = expected.input();
    TensorInfo image = finder.info(signature.getInputsMap().get(input.getTensor()), "input");
    finder.requireType("input", image, Set.of(type(input.getDataType())));
    TensorInfo output =
        finder.info(signature.getOutputsMap().get(expected.output().getTensor()), "output");
    finder.requireType("output", output, OUTPUT_TYPES);
    int columns = finder.columns(output, expected.classes());
    return new SignatureTensors(
        finder.tensor(
            "input",
            image,
            Shape.of(Shape.UNKNOWN_SIZE, input.getHeight(), input.getWidth(), input.getChannels())),
        finder.tensor("output", output, Shape.of(Shape.UNKNOWN_SIZE, columns)),
        columns);
  }

  private static DataType type(PixelType pixels) {
    return pixels == PixelType.UINT8 ? DataType.DT_UINT8 : DataType.DT_FLOAT;
  }

  private record Finder(String model, Graph graph, String called) {
    TensorInfo info(TensorInfo info, String side) {
      if (info == null) {
        throw rejected(
            "the signature %s lacks the %s tensor that is expected".formatted(called, side));
      }
      return info;
    }

    void requireType(String side, TensorInfo info, Set<DataType> expected) {
      if (!expected.contains(info.getDtype())) {
        throw rejected(
            "the %s tensor is of type %s, expected %s"
                .formatted(side, info.getDtype(), expected.stream().sorted().toList()));
      }
    }

    int columns(TensorInfo output, int classes) {
      Shape shape = shape(output);
      boolean known = shape.numDimensions() == 2 && shape.get(1) > 0;
      if (known && shape.get(1) == 1 && classes == 2) {
        return 1;
      }
      if (known && shape.get(1) != classes) {
        throw rejected(
            "it tells %d classes apart, but there are %d labels"
                .formatted(Math.max(2, shape.get(1)), classes));
      }
      return classes;
    }

    /** Neither the signature's shape nor the graph's may contradict what is expected. */
    Output<?> tensor(String side, TensorInfo info, Shape expected) {
      Output<?> tensor = graph.output(info.getName());
      if (tensor == null) {
        throw rejected("the graph has no tensor " + info.getName());
      }
      for (Shape actual : new Shape[] {shape(info), tensor.shape()}) {
        if (!actual.isCompatibleWith(expected)) {
          throw rejected(
              "the %s tensor has the shape %s, expected %s".formatted(side, actual, expected));
        }
      }
      return tensor;
    }

    private static Shape shape(TensorInfo info) {
      return info.getTensorShape().getUnknownRank()
          ? Shape.unknown()
          : Shape.of(
              info.getTensorShape().getDimList().stream()
                  .mapToLong(dim -> dim.getSize())
                  .toArray());
    }

    private ModelRejectedException rejected(String what) {
      return new ModelRejectedException(model + ": " + what);
    }
  }
}
