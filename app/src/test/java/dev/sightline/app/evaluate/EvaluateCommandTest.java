package dev.sightline.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.app.ColourRun;
import dev.sightline.app.Run;
import dev.sightline.app.SharedModels;
import dev.sightline.fixtures.ColourModel;
import dev.sightline.fixtures.Pictures;
import dev.sightline.trainer.data.source.DataSource;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data set: two held-out images a class, of which one of blue is green; 12x12 pixels. */
class EvaluateCommandTest {
  private static final List<String> CHANNELS = List.of("red", "green", "blue");
  private static final Map<String, Color> COLOURS =
      Map.of("red", Color.RED, "green", Color.GREEN, "blue", Color.BLUE);

  /** −ln softmax(4, 0, 0) at the hit and at a miss. */
  private static final double HIT = Math.log(1 + 2 * Math.exp(-4));

  private static final double MISS = HIT + 4;

  @TempDir Path temp;
  private Path run;
  private Path data;

  @BeforeEach
  void writeModelAndData() throws IOException {
    run = ColourRun.write(temp.resolve("run"), CHANNELS, 0);
    data = temp.resolve("colours");
    for (String name : CHANNELS) {
      Color colour = COLOURS.get(name);
      write("train", name, 0, colour);
      write("test", name, 0, colour);
      write("test", name, 1, name.equals("blue") ? Color.GREEN : colour);
    }
  }

  private void write(String split, String label, int number, Color colour) throws IOException {
    Path file = data.resolve(split).resolve(label).resolve(number + ".png");
    Pictures.write(file, colour, 12, 12);
  }

  @Test
  void accuracyAndTablesArePrinted() {
    Run done = evaluate();

    assertThat(done.err()).isEmpty();
    assertThat(done.exitCode()).isZero();
    assertThat(done.out().lines())
        .containsSubsequence(
            run + ": 3 classes, images of 8x8",
            "colours: 6 test images of 3 classes",
            "Accuracy 0.8333: 5 of 6 images (95% interval by Wilson: 0.4365 to 0.9699)",
            "Loss 0.7026, expected calibration error 0.1313",
            "              precision    recall  f1-score   support",
            "         red       1.00      1.00      1.00         2",
            "       green       0.67      1.00      0.80         2",
            "        blue       1.00      0.50      0.67         2",
            "    accuracy                           0.83         6",
            "actual \\ predicted  red  green  blue",
            "blue                  .      1     1");
  }

  @Test
  void theTrainingSplitCanBeAskedFor() {
    assertThat(evaluate("--split", "train").out())
        .contains("3 train images", "Accuracy 1.0000: 3 of 3");
  }

  @Test
  void theOtherSplitIsNotDecoded() throws IOException {
    Files.writeString(data.resolve("train/red/0.png"), "no picture");

    assertThat(evaluate().out()).contains("Accuracy 0.8333: 5 of 6");
    assertThat(evaluate("--split", "train").err()).contains("1 of 3 images cannot be read");
  }

  @Test
  void theIdentityIsThatOfTheWholeDataSet() throws IOException {
    Path file = temp.resolve("figures.json");

    evaluate("--json", file.toString());

    assertThat(new ObjectMapper().readTree(file.toFile()).get("dataSha256").asText())
        .isEqualTo(DataSource.of(data).load().sha256());
  }

  @Test
  void jsonHasTheFigures() throws IOException {
    Path file = temp.resolve("figures.json");

    assertThat(evaluate("--json", file.toString()).exitCode()).isZero();

    JsonNode json = new ObjectMapper().readTree(file.toFile());
    assertThat(json.get("images").asInt()).isEqualTo(6);
    assertThat(json.get("split").asText()).isEqualTo("test");
    assertThat(json.get("accuracy").asDouble()).isEqualTo(5 / 6.0);
    assertThat(json.get("loss").asDouble()).isCloseTo((5 * HIT + MISS) / 6, within(1e-6));
    assertThat(json.get("accuracyInterval").get(0).asDouble()).isCloseTo(0.4365, within(1e-4));
    assertThat(json.get("classesMatchedBy").asText()).isEqualTo("name");
    assertThat(json.get("confusionMatrix").toString()).isEqualTo("[[2,0,0],[0,2,0],[0,1,1]]");
    JsonNode report = json.get("classificationReport");
    assertThat(report.get("classes").get(2).get("recall").asDouble()).isEqualTo(0.5);
    assertThat(report.get("macro avg").get("support").asInt()).isEqualTo(6);
    assertThat(json.has("calibrated")).isFalse();
  }

  @Test
  void theReportFolderHasPicturesAndWhatIsPrinted() {
    Path report = temp.resolve("a").resolve("report");

    Run done = evaluate("--report", report.toString());

    assertThat(report.resolve("evaluation.txt"))
        .content()
        .satisfies(content -> assertThat(done.out()).endsWith(content));
    assertThat(report.resolve("evaluation.json")).isNotEmptyFile();
    for (String picture : List.of("predictions", "confusion-matrix", "reliability", "mistakes")) {
      assertThat(report.resolve(picture + ".png")).isNotEmptyFile();
    }
    assertThat(report.resolve("accuracy.png")).doesNotExist();
    assertThat(report.resolve("report.html"))
        .content()
        .contains("All results are of the test images.", "data:image/png;base64,")
        .containsPattern("<h1>[\\w.-]+ on ") // the model's name, not its path
        .doesNotContain("Settings and network", "NaN");
  }

  @Test
  void whatIsCalibratedStandsBesideTheRaw() throws IOException {
    run = ColourRun.write(temp.resolve("calibrated"), CHANNELS, 2);
    Path file = temp.resolve("figures.json");

    Run done = evaluate("--json", file.toString());

    double hit = Math.log(1 + 2 * Math.exp(-2));
    double expected = (6 * hit + 2) / 6;
    assertThat(done.out())
        .contains("Loss 0.7026", "Calibrated by temperature 2.000: loss %.4f".formatted(expected));
    JsonNode calibrated = new ObjectMapper().readTree(file.toFile()).get("calibrated");
    assertThat(calibrated.get("loss").asDouble()).isCloseTo(expected, within(1e-6));
  }

  @Nested
  class WhenClassesAreNamed {
    @Test
    void countsStandUnderTheNamesWhateverTheirOrder() throws IOException {
      // The model calls what is red green, what is green blue and what is blue red.
      run = ColourRun.write(temp.resolve("turned"), List.of("green", "blue", "red"), 0);

      Run done = evaluate();

      assertThat(done.out().lines())
          .containsSubsequence(
              "actual \\ predicted  green  blue  red",
              "green                   .     2    .",
              "blue                    .     1    1",
              "red                     2     .    .");
    }

    @Test
    void otherNamesAreAnErrorThatListsBoth() throws IOException {
      run = ColourRun.write(temp.resolve("other"), List.of("red", "green", "violet"), 0);

      Run done = evaluate();

      assertThat(done.exitCode()).isEqualTo(1);
      assertThat(done.out()).isEmpty();
      assertThat(done.err()).contains("[blue, green, red]", "[red, green, violet]");
    }
  }

  @Nested
  class WhenClassesHaveNoNames {
    @BeforeEach
    void writeSavedModel() throws IOException {
      run = ColourRun.MODEL.write(temp.resolve("exported"));
    }

    @Test
    void theDataSetsOrderIsTakenWithANote() {
      Run done = evaluate();

      assertThat(done.exitCode()).isZero();
      assertThat(done.out())
          .contains("Note: the model's classes have no names", "blue, green, red")
          .contains("red                    2      .    .");
    }

    @Test
    void theUserNamesThem() {
      assertThat(evaluate("--labels", "red,green,blue").out())
          .contains("Accuracy 0.8333")
          .doesNotContain("Note:");
    }

    @Test
    void anotherNumberIsAnError() throws IOException {
      write("train", "violet", 0, Color.MAGENTA);
      write("test", "violet", 0, Color.MAGENTA);

      Run done = evaluate();

      assertThat(done.exitCode()).isEqualTo(1);
      assertThat(done.err()).contains("4 classes", "3 apart");
    }
  }

  @Nested
  class WhenClassesAreMany {
    @Test
    void whatIsMostOftenMistakenStandsInPlaceOfTheTable() throws IOException {
      List<String> classes = new ArrayList<>(CHANNELS);
      for (int i = CHANNELS.size(); i < 101; i++) {
        classes.add("other " + i);
        write("train", "other " + i, 0, Color.RED);
        write("test", "other " + i, 0, Color.RED);
      }
      run = new ColourModel(8, 8, classes).write(temp.resolve("many"));
      Path labels = Files.write(temp.resolve("labels.txt"), classes);

      Run done = evaluate("--labels-file", labels.toString());

      assertThat(done.exitCode()).as(done.err()).isZero();
      assertThat(done.out())
          .contains("Of 99 kinds of mistakes the most frequent")
          .contains("        1  blue taken for green\n", "        1  other 3 taken for red\n")
          .doesNotContain("actual \\ predicted");
    }
  }

  @Nested
  class WhenKerasMadeTheModel {
    private void unpack(String name) throws IOException {
      run = SharedModels.unpack(name, temp.resolve(name));
      write("train", "grey", 0, Color.GRAY);
      write("test", "grey", 0, Color.GRAY);
    }

    @Test
    void anOutputInBfloat16IsEvaluated() throws IOException {
      unpack("mixed_bfloat16");

      assertThat(evaluate("--labels", "red, green, blue, grey").out()).contains("of 7 images");
    }

    @Test
    void sigmoidsAreRefusedWithTheOptionThatAllowsThem() throws IOException {
      unpack("multilabel");

      assertThat(evaluate().err()).contains("don't sum to 1", "--output logits");
      assertThat(evaluate("--output", "logits").exitCode()).isZero();
    }

    @Test
    void weightsThatAreNoNumbersAreRefused() throws IOException {
      unpack("nan");

      Run done = evaluate();

      assertThat(done.exitCode()).isEqualTo(2);
      assertThat(done.err()).contains("answers NaN or infinity to 15 of 15 sample images");
    }

    @Test
    void aByteOrderMarkIsNoPartOfALabel() throws IOException {
      unpack("mixed_bfloat16");
      data = temp.resolve("letters");
      for (String label : List.of("a", "b", "c", "d")) {
        write("train", label, 0, Color.GRAY);
        write("test", label, 0, Color.GRAY);
      }

      Run done = evaluate("--labels-file", SharedModels.labels("bom").toString());

      assertThat(done.exitCode()).as(done.err()).isZero();
      assertThat(done.out()).contains("4 test images of 4 classes");
    }
  }

  @Nested
  class WhenTheUserErrs {
    @Test
    void aClassThatIsNamedTwiceIsAMistake() throws IOException {
      run = ColourRun.MODEL.write(temp.resolve("exported"));
      Path twice = Files.writeString(temp.resolve("labels.txt"), "red\ngreen\nred\n");

      assertMistake(
          evaluate("--labels-file", twice.toString()),
          "labels.txt: line 1 and line 3 both name the class red");
      assertMistake(
          evaluate("--labels", "red,green,red"),
          "--labels: labels: label 0 and label 2 both name the class red");
    }

    @Test
    void aFolderThatIsNoModelIsAMistake() {
      run = temp.resolve("nothing");
      assertMistake(evaluate(), "--model: " + run);
    }

    @Test
    void anUnknownSplitIsAMistake() {
      assertMistake(evaluate("--split", "half"), "--split");
    }

    @Test
    void aReportFolderThatIsAFileIsAMistake() throws IOException {
      Path file = Files.writeString(temp.resolve("file"), "");
      assertMistake(evaluate("--report", file.toString()), "--report: the folder " + file);
    }

    @Test
    void aJsonFileInNoFolderIsAMistake() {
      assertMistake(evaluate("--json", temp.resolve("no/where.json").toString()), "--json: ");
    }

    @Test
    void aDataSetThatIsNotThereIsAFailure() {
      data = temp.resolve("gone");
      Run done = evaluate();
      assertThat(done.exitCode()).isEqualTo(1);
      assertThat(done.err()).contains(data.toString());
    }

    private static void assertMistake(Run done, String message) {
      assertThat(done.exitCode()).isEqualTo(2);
      assertThat(done.out()).isEmpty();
      assertThat(done.err().lines()).singleElement().asString().contains(message, "--help");
    }
  }

  private Run evaluate(String... arguments) {
    return Run.of(
        Stream.concat(
                Stream.of("evaluate", "--model", run.toString(), "--data", data.toString()),
                Stream.of(arguments))
            .toArray(String[]::new));
  }
}
