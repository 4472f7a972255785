package dev.sightline.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.fixtures.ColourModel;
import dev.sightline.fixtures.HandmadeSavedModel;
import dev.sightline.inference.session.SessionSettings;
import dev.sightline.inference.signature.ModelSignature;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class LoadedModelTest {
  private static final ColourModel COLOURS = ColourModel.uint8();

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"UINT8, PROBABILITIES", "UINT8, LOGITS", "FLOAT32, PROBABILITIES", "FLOAT32, LOGITS"})
  void everyKindOfModelGivesTheSameProbabilities(PixelType type, OutputKind kind)
      throws IOException {
    ColourModel colours = new ColourModel(type, kind, 4);
    byte[] image = colours.image(255, 128, 0);
    try (LoadedModel model =
        LoadedModel.load(
            colours.write(temp.resolve("m")),
            Hints.scaled(colours.scale()),
            LoadedModel.Samples.NONE)) {
      assertThat(model.output().getKind()).isEqualTo(kind);
      float[] probabilities = model.probabilities(image, 0, 1);
      double red = Math.exp(4);
      double green = Math.exp(4 * 128 / 255.0);
      double sum = red + green + 1;
      assertThat(probabilities)
          .containsExactly(
              new float[] {(float) (red / sum), (float) (green / sum), (float) (1 / sum)},
              within(1e-5f));
    }
  }

  @Test
  void aBatchCanStartAnywhereInTheImages() throws IOException {
    byte[] images = new byte[2 * 48];
    System.arraycopy(COLOURS.image(0, 0, 255), 0, images, 48, 48);
    try (LoadedModel model = LoadedModel.load(COLOURS.write(temp.resolve("m")))) {
      assertThat(model.probabilities(images, 1, 1)[2]).isGreaterThan(0.9f);
      assertThat(model.probabilities(images, 0, 2)).hasSize(6);
    }
  }

  @Test
  void manyThreadsMayAskAtOnce() throws Exception {
    byte[] images = new byte[2 * 48];
    System.arraycopy(COLOURS.image(0, 0, 255), 0, images, 48, 48);
    try (LoadedModel model = LoadedModel.load(COLOURS.write(temp.resolve("m")))) {
      float[] alone = model.probabilities(images, 0, 2);

      List<float[]> together =
          IntStream.range(0, 200)
              .parallel()
              .mapToObj(ask -> model.probabilities(images, 0, 2))
              .toList();

      assertThat(together).allSatisfy(rows -> assertThat(rows).containsExactly(alone));
    }
  }

  @Test
  void rowsAreWrittenWhereTheImagesStand() throws IOException {
    byte[] images = new byte[2 * 48];
    System.arraycopy(COLOURS.image(0, 0, 255), 0, images, 48, 48);
    float[] rows = new float[6];
    try (LoadedModel model = LoadedModel.load(COLOURS.write(temp.resolve("m")))) {
      model.score(images, 1, 1, rows);
    }
    assertThat(rows).startsWith(0, 0, 0);
    assertThat(rows[5]).isGreaterThan(0.9f);
  }

  @Test
  void anOutputOf16BitsIsRead() throws IOException {
    SignatureDef signature =
        COLOURS.signature().toBuilder()
            .putOutputs("answer", HandmadeSavedModel.tensor("half", DataType.DT_BFLOAT16, -1, 3))
            .build();
    Path folder = new HandmadeSavedModel(bfloat16(COLOURS), signature).write(temp.resolve("m"));
    try (LoadedModel model = LoadedModel.load(folder);
        LoadedModel float32 = LoadedModel.load(COLOURS.write(temp.resolve("f")))) {
      byte[] image = COLOURS.image(255, 128, 0);

      assertThat(model.output().getKind()).isEqualTo(OutputKind.PROBABILITIES);
      assertThat(model.probabilities(image, 0, 1))
          .containsExactly(float32.probabilities(image, 0, 1), within(0.004f));
    }
  }

  /** So do models that say float32 and round before, and sessions that round by themselves. */
  @Test
  void aSoftmaxIn16BitsSumsToOneAllTheSame() throws IOException {
    GraphDef graph =
        HandmadeSavedModel.graph(
            tf -> {
              var pixels =
                  tf.withName("pixels")
                      .placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, 4, 4, 3)));
              var floats = tf.dtypes.cast(pixels, TFloat32.class);
              var means = tf.math.mean(floats, tf.constant(new int[] {1, 2}));
              var logits = tf.math.div(means, tf.constant(255f));
              var half = tf.nn.softmax(tf.dtypes.cast(logits, TBfloat16.class));
              tf.withName("answer").dtypes.cast(half, TFloat32.class);
            });
    Path folder = new HandmadeSavedModel(graph, COLOURS.signature()).write(temp.resolve("m"));
    double worst = 0;
    try (LoadedModel model = LoadedModel.load(folder)) {
      assertThat(model.output().getKind()).isEqualTo(OutputKind.PROBABILITIES);
      for (int red = 0; red < 256; red += 5) {
        float[] row = model.probabilities(COLOURS.image(red, 255 - red, 40), 0, 1);
        worst = Math.max(worst, Math.abs((double) row[0] + row[1] + row[2] - 1));
      }
    }
    assertThat(worst).isLessThan(1e-5);
  }

  private static GraphDef bfloat16(ColourModel colours) {
    try (Graph graph = new Graph()) {
      graph.importGraphDef(colours.graph());
      Ops tf = Ops.create(graph);
      Operand<TFloat32> answer = graph.operation("answer").output(0);
      tf.withName("half").dtypes.cast(answer, TBfloat16.class);
      return graph.toGraphDef();
    }
  }

  @Nested
  class WhenItHasAValueOfTheSecondClassAlone {
    /** The mean of all channels, from 0 to 1; as a logit 8 times as far from 0.5. */
    private LoadedModel binary(boolean logits) throws IOException {
      GraphDef graph =
          HandmadeSavedModel.graph(
              tf -> {
                var pixels =
                    tf.withName("pixels")
                        .placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, 4, 4, 3)));
                var floats = tf.dtypes.cast(pixels, TFloat32.class);
                var mean = tf.math.mean(floats, tf.constant(new int[] {1, 2, 3}));
                var share = tf.math.div(mean, tf.constant(255f));
                var value =
                    logits
                        ? tf.math.mul(tf.math.sub(share, tf.constant(0.5f)), tf.constant(8f))
                        : share;
                tf.withName("answer").expandDims(value, tf.constant(1));
              });
      SignatureDef signature =
          COLOURS.signature().toBuilder()
              .putOutputs("answer", HandmadeSavedModel.tensor("answer", DataType.DT_FLOAT, -1, 1))
              .build();
      return LoadedModel.load(new HandmadeSavedModel(graph, signature).write(temp.resolve("b")));
    }

    @Test
    void aProbabilityIsThatOfTheSecondAndItsComplementThatOfTheFirst() throws IOException {
      try (LoadedModel model = binary(false)) {
        assertThat(model.classes()).isEqualTo(2);
        assertThat(model.output().getKind()).isEqualTo(OutputKind.PROBABILITIES);
        assertThat(model.probabilities(COLOURS.image(51, 51, 51), 0, 1))
            .containsExactly(new float[] {0.8f, 0.2f}, within(1e-6f));
      }
    }

    @Test
    void aLogitIsThatOfASigmoid() throws IOException {
      try (LoadedModel model = binary(true)) {
        float second = (float) (1 / (1 + Math.exp(-4)));
        assertThat(model.output().getKind()).isEqualTo(OutputKind.LOGITS);
        assertThat(model.probabilities(COLOURS.image(255, 255, 255), 0, 1))
            .containsExactly(new float[] {1 - second, second}, within(1e-6f));
      }
    }

    @Test
    void aManifestOfTwoLabelsIsWhatItIsAndOneOfThreeIsNot() throws IOException {
      binary(false).close();
      ModelSignature two =
          new ModelSignature(
              COLOURS.manifest().getInput(),
              new ClassOutput("answer", OutputKind.PROBABILITIES),
              2);
      try (LoadedModel model =
          LoadedModel.load(temp.resolve("b"), two, SessionSettings.EVALUATION)) {
        assertThat(model.probabilities(COLOURS.image(0, 0, 0), 0, 1)).containsExactly(1, 0);
      }
      assertThatThrownBy(
              () ->
                  LoadedModel.load(
                      temp.resolve("b"),
                      new ModelSignature(two.input(), two.output(), 3),
                      SessionSettings.EVALUATION))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("it tells 2 classes apart, but there are 3 labels");
    }
  }

  @Nested
  class WhenItsAnswersAreThoseOfNoClassifier {
    /** Gives the means of the channels, from 0 to 1, each times a factor. */
    private Path means(float factor) throws IOException {
      GraphDef graph =
          HandmadeSavedModel.graph(
              tf -> {
                var pixels =
                    tf.withName("pixels")
                        .placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, 4, 4, 3)));
                var floats = tf.dtypes.cast(pixels, TFloat32.class);
                var means = tf.math.mean(floats, tf.constant(new int[] {1, 2}));
                tf.withName("answer").math.mul(means, tf.constant(factor / 255));
              });
      return new HandmadeSavedModel(graph, COLOURS.signature()).write(temp.resolve("means"));
    }

    @Test
    void notANumberIsToldWithHowManyAndTheFirst() throws IOException {
      Path folder = means(Float.NaN);
      assertThatThrownBy(() -> LoadedModel.load(folder))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageStartingWith(
              "the SavedModel %s answers NaN or infinity to 8 of 8 sample images, the first of"
                      .formatted(folder)
                  + " them number 0");
    }

    @Test
    void sigmoidsAreNotTakenForLogitsUnlessTheUserSaysSo() throws IOException {
      Path folder = means(1);
      assertThatThrownBy(() -> LoadedModel.load(folder))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("values in [0, 1] that don't sum to 1, but to 0.0000,")
          .hasMessageContaining("--output logits");
      Hints logits = new Hints(Optional.empty(), Optional.empty(), Optional.of(OutputKind.LOGITS));
      try (LoadedModel model = LoadedModel.load(folder, logits, LoadedModel.Samples.NONE)) {
        double sum = Math.E + 2;
        assertThat(model.probabilities(COLOURS.image(0, 255, 0), 0, 1))
            .containsExactly(
                new float[] {(float) (1 / sum), (float) (Math.E / sum), (float) (1 / sum)},
                within(1e-6f));
      }
    }

    @Test
    void theCallersImagesCountAsWell() throws IOException {
      ColourModel logits = new ColourModel(PixelType.UINT8, OutputKind.LOGITS, 4);
      Path folder = logits.write(temp.resolve("m"));
      Hints told =
          new Hints(Optional.empty(), Optional.empty(), Optional.of(OutputKind.PROBABILITIES));

      assertThatThrownBy(() -> LoadedModel.load(folder, told, input -> logits.image(255, 255, 255)))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("of 9 sample images")
          .hasMessageContaining("no probabilities, but logits");
    }
  }

  @Nested
  class WhenItIsNoImageClassifier {
    @Test
    void aFolderWithoutASavedModelIsNamed() throws IOException {
      Path folder = Files.createDirectory(temp.resolve("empty"));
      assertThatThrownBy(() -> LoadedModel.load(folder))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("the SavedModel " + folder + " can't be loaded")
          .hasMessageContaining("there is no saved_model.pb in it");
    }

    @Test
    void aFolderOfVersionsNamesThem() throws IOException {
      COLOURS.write(temp.resolve("models/colours/1"));
      Path second = COLOURS.write(temp.resolve("models/colours/2"));

      assertThatThrownBy(() -> LoadedModel.load(temp.resolve("models/colours")))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("there is no saved_model.pb in it, but in ")
          .hasMessageContaining(second + ": give that folder");
    }

    @Test
    void aFileOfKerasIsCalledSoWithTheWayToExportIt() throws IOException {
      Path file = Files.writeString(temp.resolve("model.keras"), "PK");

      for (Path path : List.of(file, temp)) {
        assertThatThrownBy(() -> LoadedModel.load(path))
            .isInstanceOf(ModelRejectedException.class)
            .hasMessageContaining("keras.models.load_model('%s').export('FOLDER')", file);
      }
    }

    @Test
    void anotherFileIsNotTakenForAFolder() throws IOException {
      Path folder = COLOURS.write(temp.resolve("m"));

      assertThatThrownBy(() -> LoadedModel.load(folder.resolve("saved_model.pb")))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("it is a file, expected a folder, which is " + folder);
    }

    @Test
    void aSecondOutputIsTakenWhereTheUserSaysWhich() throws IOException {
      SignatureDef two =
          COLOURS.signature().toBuilder()
              .putOutputs(
                  "embedding", HandmadeSavedModel.tensor("answer", DataType.DT_FLOAT, -1, 3))
              .build();
      Path folder = COLOURS.write(temp.resolve("m"), "serving_default", two);
      assertRejected(two, "outputs [answer, embedding], expected one: --output-tensor KEY");

      try (LoadedModel model = load(folder, Optional.empty(), Optional.of("answer"))) {
        assertThat(model.output().getTensor()).isEqualTo("answer");
      }
      assertThatThrownBy(() -> load(folder, Optional.empty(), Optional.of("logits")))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("no output logits, only [answer, embedding]: --output-tensor KEY");
    }

    @Test
    void anotherSignatureIsCalledWhereTheUserSaysWhich() throws IOException {
      Path folder = COLOURS.write(temp.resolve("m"), "predict", COLOURS.signature());

      try (LoadedModel model = load(folder, Optional.of("predict"), Optional.empty())) {
        assertThat(model.signature().name()).isEqualTo("predict");
        assertThat(model.probabilities(COLOURS.image(255, 0, 0), 0, 1)).hasSize(3);
        assertThat(model.signature().stated()).isEqualTo("predict");
      }
      try (LoadedModel again =
          LoadedModel.load(
              folder,
              ModelSignature.of(COLOURS.manifest().setServingSignature("predict")),
              SessionSettings.EVALUATION)) {
        assertThat(again.probabilities(COLOURS.image(255, 0, 0), 0, 1)).hasSize(3);
      }
    }

    private LoadedModel load(Path folder, Optional<String> signature, Optional<String> output) {
      Hints hints =
          new Hints(Optional.empty(), Optional.empty(), Optional.empty(), signature, output);
      return LoadedModel.load(folder, hints, LoadedModel.Samples.NONE);
    }

    @Test
    void anotherSignatureIsNamed() throws IOException {
      Path folder = COLOURS.write(temp.resolve("m"), "predict", COLOURS.signature());
      assertThatThrownBy(() -> LoadedModel.load(folder))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("no signature serving_default, only [predict]: --signature NAME");
    }

    @Test
    void aSecondInputIsNamed() throws IOException {
      assertRejected(
          COLOURS.signature().toBuilder().putInputs("mask", COLOURS.input(-1, 4, 4, 3)).build(),
          "inputs [");
    }

    @Test
    void anInputOfUnknownSizeIsShown() throws IOException {
      assertRejected(
          COLOURS.signature().toBuilder().putInputs("pixels", COLOURS.input(-1, -1, -1, 3)).build(),
          "input pixels of shape [-1, -1, -1, 3], expected [batch, height, width, 3]");
    }

    @Test
    void aBatchOfOneSizeOnlyIsShown() throws IOException {
      assertRejected(
          COLOURS.signature().toBuilder().putInputs("pixels", COLOURS.input(1, 4, 4, 3)).build(),
          "input pixels of shape [1, 4, 4, 3], expected batches of any size");
    }

    @Test
    void anOutputThatIsNoListOfClassesIsShown() throws IOException {
      assertRejected(
          COLOURS.signature().toBuilder()
              .putOutputs("answer", HandmadeSavedModel.tensor("answer", DataType.DT_FLOAT, -1))
              .build(),
          "output answer of shape [-1], expected [batch, classes]");
    }

    private void assertRejected(SignatureDef signature, String message) throws IOException {
      Path folder = COLOURS.write(temp.resolve("m"), "serving_default", signature);
      assertThatThrownBy(() -> LoadedModel.load(folder))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining(message);
    }
  }
}
