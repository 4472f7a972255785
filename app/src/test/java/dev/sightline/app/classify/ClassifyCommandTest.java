package dev.sightline.app.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.app.ColourRun;
import dev.sightline.app.Run;
import dev.sightline.fixtures.Pictures;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyCommandTest {
  private static final List<String> LABELS = List.of("red", "green", "blue");
  private static final double TEMPERATURE = 2;

  /** softmax(4, 0, 0), and the same at half the logits. */
  private static final double LIKELY = 1 / (1 + 2 * Math.exp(-4));

  private static final double CALIBRATED = 1 / (1 + 2 * Math.exp(-2));

  @TempDir Path temp;
  private Path run;
  private Path red;

  @BeforeEach
  void writeModel() throws IOException {
    run = ColourRun.write(temp.resolve("run"), LABELS, 0);
    red = Pictures.write(temp.resolve("red.png"), Color.RED, 8, 8);
  }

  @Test
  void theLikeliestClassesStandBelowTheName() throws IOException {
    Path orange = Pictures.write(temp.resolve("o.bmp"), new Color(255, 128, 0), 8, 8);

    Run done = classify(red.toString(), orange.toString());

    assertThat(done.exitCode()).isZero();
    assertThat(done.err()).isEmpty();
    assertThat(done.out().lines())
        .containsExactly(
            run
                + ": 3 classes, images of 8x8, probabilities as the model gives them, not"
                + " calibrated",
            red.toString(),
            "  red     96.47%",
            "  green    1.77%",
            "  blue     1.77%",
            orange.toString(),
            "  red     86.60%",
            "  green   11.81%",
            "  blue     1.59%");
  }

  @Test
  void asManyClassesAsAskedForArePrinted() {
    assertThat(classify(red.toString(), "--top", "1").out().lines())
        .endsWith(red.toString(), "  red     96.47%");
  }

  @Test
  void picturesOfAnySizeAndFormatAreBroughtToTheModels() throws IOException {
    Path jpeg = Pictures.write(temp.resolve("any.jpeg"), Color.BLUE, 61, 17);
    Path gif = Pictures.write(temp.resolve("any.gif"), Color.GREEN, 3, 200);

    Run done = classify(jpeg.toString(), gif.toString(), "--json");

    assertThat(tops(done)).containsExactly("blue", "green");
  }

  @Test
  void aFolderStandsForThePicturesBelowIt() throws IOException {
    Pictures.write(temp.resolve("pictures/b/2.PNG"), Color.GREEN, 8, 8);
    Pictures.write(temp.resolve("pictures/a.jpg"), Color.RED, 8, 8);
    Pictures.write(temp.resolve("pictures/.hidden/3.png"), Color.RED, 8, 8);
    Files.writeString(temp.resolve("pictures/notes.txt"), "no picture");

    Run done = classify(temp.resolve("pictures").toString(), "--json");

    assertThat(done.exitCode()).isZero();
    assertThat(tops(done)).containsExactly("red", "green");
  }

  @Test
  void moreThanABatchComesInOrder() throws IOException {
    Color[] colours = {Color.RED, Color.GREEN, Color.BLUE};
    for (int i = 0; i < 70; i++) {
      Pictures.write(temp.resolve("many/%02d.png".formatted(i)), colours[i % 3], 8, 8);
    }

    Run done = classify(temp.resolve("many").toString(), "--json");

    assertThat(tops(done)).hasSize(70);
    assertThat(tops(done)).startsWith("red", "green", "blue", "red").endsWith("blue", "red");
  }

  @Test
  void jsonIsAnObjectALine() {
    Run done = classify(red.toString(), "--json", "--top", "2");

    JsonNode object = objects(done).get(0);
    assertThat(object.fieldNames()).toIterable().containsExactly("file", "calibrated", "top");
    assertThat(object.get("file").asText()).isEqualTo(red.toString());
    assertThat(object.get("top")).hasSize(2);
    assertThat(object.get("top").get(1).get("label").asText()).isEqualTo("green");
    assertThat(object.get("top").get(1).get("index").asInt()).isEqualTo(1);
    assertThat(probability(object)).isCloseTo(LIKELY, within(1e-6));
  }

  @Nested
  class WhenTheManifestHasATemperature {
    @BeforeEach
    void calibrate() throws IOException {
      run = ColourRun.write(temp.resolve("calibrated"), LABELS, TEMPERATURE);
    }

    @Test
    void probabilitiesAreCalibratedAndTheOutputSaysSo() {
      Run text = classify(red.toString());
      JsonNode object = objects(classify(red.toString(), "--json")).get(0);

      assertThat(text.out()).contains("probabilities calibrated by temperature 2.000", "78.70%");
      assertThat(object.get("calibrated").asBoolean()).isTrue();
      assertThat(probability(object)).isCloseTo(CALIBRATED, within(1e-6));
    }

    @Test
    void rawOnesCanBeAskedFor() {
      Run text = classify(red.toString(), "--raw");
      JsonNode object = objects(classify(red.toString(), "--raw", "--json")).get(0);

      assertThat(text.out()).contains("not calibrated", "96.47%");
      assertThat(object.get("calibrated").asBoolean()).isFalse();
      assertThat(probability(object)).isCloseTo(LIKELY, within(1e-6));
    }
  }

  @Nested
  class WhenAFileCantBeRead {
    private Path broken;

    @BeforeEach
    void writeBroken() throws IOException {
      broken = Files.writeString(temp.resolve("broken.png"), "no picture");
    }

    @Test
    void aLineNamesItAndTheOthersGoOn() {
      String gone = temp.resolve("gone.png").toString();

      Run done = classify(broken.toString(), gone, red.toString());

      assertThat(done.exitCode()).isEqualTo(1);
      assertThat(done.err().lines())
          .hasSize(2)
          .anyMatch(line -> line.startsWith(broken + ": expected a PNG, JPEG, BMP or GIF file"))
          .anyMatch(line -> line.equals(gone + ": there is no such file or folder"));
      assertThat(done.out()).contains(red.toString(), "96.47%");
    }

    @Test
    void jsonHasItInItsPlace() {
      Run done = classify(broken.toString(), red.toString(), "--json");

      assertThat(done.exitCode()).isEqualTo(1);
      assertThat(done.err()).isEmpty();
      assertThat(objects(done).get(0).get("error").asText()).startsWith("expected a PNG");
      assertThat(objects(done).get(1).has("top")).isTrue();
    }

    @Test
    void aFolderWithoutPicturesIsOne() throws IOException {
      Path empty = Files.createDirectory(temp.resolve("empty"));

      Run done = classify(empty.toString());

      assertThat(done.exitCode()).isEqualTo(1);
      assertThat(done.err()).contains(empty + ": no PNG, JPEG, BMP or GIF file");
    }
  }

  @Nested
  class WhenTheModelIsASavedModelAlone {
    @BeforeEach
    void writeSavedModel() throws IOException {
      run = ColourRun.MODEL.write(temp.resolve("exported"));
    }

    @Test
    void classesAreNumbered() {
      assertThat(tops(classify(red.toString(), "--json"))).containsExactly("0");
    }

    @Test
    void theUserNamesThem() throws IOException {
      Path file = Files.writeString(temp.resolve("labels.txt"), "rot\ngrün\nblau\n");

      assertThat(tops(classify(red.toString(), "--json", "--labels", "rot,grün,blau")))
          .containsExactly("rot");
      assertThat(tops(classify(red.toString(), "--json", "--labels-file", file.toString())))
          .containsExactly("rot");
    }
  }

  @Nested
  class WhenTheUserErrs {
    @Test
    void aFolderThatIsNoModelIsAMistake() {
      run = temp.resolve("nothing");
      assertMistake(classify(red.toString()), "--model: " + run);
    }

    @Test
    void labelsOfAModelThatHasSomeAreAMistake() {
      assertMistake(classify(red.toString(), "--labels", "a,b,c"), "manifest.json");
    }

    @Test
    void labelsGivenTwiceAreAMistake() {
      assertMistake(
          classify(red.toString(), "--labels", "a,b,c", "--labels-file", "f"),
          "--labels and --labels-file: expected one of them");
    }

    @Test
    void noClassAtAllIsAMistake() {
      assertMistake(classify(red.toString(), "--top", "0"), "--top: expected 1 or more, found 0");
    }

    @Test
    void noPictureIsAMistake() {
      assertMistake(classify(), "FILE");
    }

    private static void assertMistake(Run done, String message) {
      assertThat(done.exitCode()).isEqualTo(2);
      assertThat(done.out()).isEmpty();
      assertThat(done.err().lines()).singleElement().asString().contains(message, "--help");
    }
  }

  private Run classify(String... arguments) {
    return Run.of(
        Stream.concat(Stream.of("classify", "--model", run.toString()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static List<String> tops(Run done) {
    return objects(done).stream()
        .map(object -> object.get("top").get(0).get("label").asText())
        .toList();
  }

  private static double probability(JsonNode object) {
    return object.get("top").get(0).get("probability").asDouble();
  }

  private static List<JsonNode> objects(Run done) {
    return done.out().lines().map(ClassifyCommandTest::parse).toList();
  }

  private static JsonNode parse(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }
}
