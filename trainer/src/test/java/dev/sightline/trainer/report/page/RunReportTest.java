package dev.sightline.trainer.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.evaluation.ScoredImages;
import dev.sightline.trainer.report.FabricatedRuns;
import dev.sightline.trainer.report.TrainingRun;
import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {
  private static final List<String> FILES =
      List.of(
          "report.html",
          "samples.png",
          "accuracy.png",
          "loss.png",
          "predictions.png",
          "confusion-matrix.png",
          "reliability.png",
          "mistakes.png",
          "classification-report.txt",
          "classification-report.json",
          "confusion-matrix.txt",
          "confusion-matrix.json");
  private static final TrainingRun RUN = run(List.of("cat", "dog", "frog", "ship"), 2);
  private static final RunReport REPORT = new RunReport(RUN);

  @TempDir Path parent;

  @Nested
  class WhenItIsWritten {
    @Test
    void everyFileIsThereAndNothingElse() throws Exception {
      Path folder = parent.resolve("deep/report");

      List<Path> written = REPORT.write(folder);

      assertThat(written).isEqualTo(FILES.stream().map(folder::resolve).toList());
      assertThat(list(folder)).containsExactlyInAnyOrderElementsOf(FILES);
      assertThat(list(folder.getParent())).containsExactly("report");
    }

    @Test
    void filesOfAnEarlierReportAreReplacedAndOthersStay() throws Exception {
      Path folder = Files.createDirectory(parent.resolve("run"));
      Files.writeString(folder.resolve("report.html"), "old");
      Files.writeString(folder.resolve("model.pb"), "weights");

      REPORT.write(folder);

      assertThat(folder.resolve("report.html")).content().startsWith("<!DOCTYPE html>");
      assertThat(folder.resolve("model.pb")).hasContent("weights");
      assertThat(list(parent)).containsExactly("run");
    }

    @Test
    void theJsonIsThatOfTheMatrix() throws Exception {
      REPORT.write(parent);

      JsonNode matrix =
          new ObjectMapper().readTree(parent.resolve("confusion-matrix.json").toFile());
      assertThat(matrix.get("labels").get(3).asText()).isEqualTo("ship");
      assertThat(matrix.get("matrix").get(1).get(2).asLong())
          .isEqualTo(RUN.confusionMatrix().count(1, 2));
      JsonNode report =
          new ObjectMapper().readTree(parent.resolve("classification-report.json").toFile());
      assertThat(report.get("accuracy").asDouble()).isEqualTo(RUN.scored().accuracy());
      assertThat(report.get("weighted avg").get("support").asLong()).isEqualTo(200);
    }

    @Test
    void aFolderThatCanNotBeMadeIsNamed() throws Exception {
      Path taken = Files.createFile(parent.resolve("taken"));

      assertThatThrownBy(() -> REPORT.write(taken.resolve("report")))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("can't write the report")
          .hasMessageContaining("taken");
    }
  }

  @Nested
  class WhenThePageIsRead {
    private String page;

    @BeforeEach
    void write() throws Exception {
      page = page(REPORT);
    }

    @Test
    void everyPartIsInIt() {
      assertThat(page)
          .contains("tutorial on cifar10-jpeg")
          .contains(">Training<", ">Predictions<", ">Confusion matrix<", ">Classes<")
          .contains(">Calibration<", ">The most confident mistakes<", ">Data<")
          .contains("b52b73c56196c0a56fa64d99627a6382d64893cfeb02c1be581137764747c183")
          .contains("1,186,986", "2.40e14", "16 min 20 s", "2026-01-02 03:04 UTC")
          .contains("conv2d (Conv2D)", "batchSize", "temperature 1.60")
          .contains("weighted avg", "[[");
    }

    @Test
    void theAccuracyHasItsIntervalAndTheRecipeIsNotCalledANetwork() {
      assertThat(page)
          .containsPattern("accuracy, 95 % interval 0\\.\\d{4} to 0\\.\\d{4}<")
          .containsPattern(">recipe</th><td>tutorial<")
          .doesNotContainPattern(">network</th><td>tutorial<");
    }

    @Test
    void thePicturesAreThoseOfTheFilesAndThereIsNothingFromElsewhere() throws Exception {
      List<Path> files = REPORT.write(parent);

      Matcher sources = Pattern.compile("src=\"([^\"]*)\"").matcher(page);
      List<String> found = sources.results().map(match -> match.group(1)).toList();
      assertThat(found).hasSize(7);
      for (String source : found) {
        assertThat(source).startsWith("data:image/png;base64,");
        byte[] png = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
        assertThat(files).anySatisfy(file -> assertThat(file).hasBinaryContent(png));
      }
      assertThat(page)
          .doesNotContain("http:", "https:", "<script", "<link", "@import", "url(")
          .contains("default-src 'none'");
      assertThat(Pattern.compile("href=\"[^#]").matcher(page).find()).isFalse();
    }

    @Test
    void everyPictureSaysWhatItShows() {
      assertThat(page)
          .contains("alt=\"25 training images with their class names\"")
          .contains("alt=\"confusion matrix of 4 classes: ")
          .contains("alt=\"reliability diagram: uncalibrated, ECE 0.")
          .contains("alt=\"accuracy by epoch: after epoch 2 training 0.7250, validation 0.6");
    }

    @Test
    void namesAreEscapedWhereverTheyStand() throws Exception {
      List<String> classes = List.of("<b>cat</b>", "\"dog\" & 'frog'");
      String escaped = page(new RunReport(run(classes, 1)));

      assertThat(escaped)
          .doesNotContain("<b>cat")
          .doesNotContain("\"dog\" &")
          .contains("&lt;b&gt;cat")
          .contains("&quot;dog&quot; &amp; &#39;frog&#39;");
    }
  }

  @Nested
  class WhenThereIsLittleToShow {
    @Test
    void aModelFromElsewhereHasNeitherSamplesNorCurves() throws Exception {
      TrainingRun run = run(List.of("cat", "dog"), 0);
      Examples none = new Examples(16, 16, new byte[0], new int[0]);
      TrainingRun foreign =
          new TrainingRun(
              run.facts(),
              Map.of(),
              "",
              run.classes(),
              none,
              run.history(),
              run.heldOut(),
              run.scored(),
              Optional.empty());

      new RunReport(foreign).write(parent);

      assertThat(list(parent))
          .doesNotContain("samples.png", "accuracy.png", "loss.png")
          .contains("predictions.png", "report.html");
      assertThat(parent.resolve("report.html")).content().doesNotContain(">Training<");
    }

    @Test
    void aModelWithoutMistakesHasNoPictureOfThem() throws Exception {
      Examples heldOut = FabricatedRuns.noise(6, 2, 16, 16);
      ScoredImages perfect =
          new ScoredImages(2, heldOut.labels(), new float[] {1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1});

      new RunReport(FabricatedRuns.of(List.of("cat", "dog"), heldOut, heldOut, 1, perfect))
          .write(parent);

      assertThat(list(parent)).doesNotContain("mistakes.png");
      assertThat(parent.resolve("report.html")).content().contains("There are none.");
    }
  }

  @Nested
  class WhenClassesAreMany {
    @Test
    void aHundredWithLongNamesMakeAReport() throws Exception {
      List<String> classes =
          IntStream.range(0, 100).mapToObj(i -> "class " + i + " " + "x".repeat(i)).toList();

      new RunReport(run(classes, 1)).write(parent);

      BufferedImage matrix = ImageIO.read(parent.resolve("confusion-matrix.png").toFile());
      assertThat(matrix.getWidth()).isBetween(3_200, 3_800);
      assertThat(parent.resolve("report.html")).content().contains("class 99 xxx");
    }
  }

  @Nested
  class WhenTheInputDoesNotAgree {
    @Test
    void theNumbersAreNamed() {
      Examples other = FabricatedRuns.noise(5, 4, 16, 16);
      ScoredImages scored =
          FabricatedRuns.scored(4, FabricatedRuns.noise(RUN.scored().count(), 4, 16, 16), 1);

      assertThatThrownBy(() -> FabricatedRuns.of(RUN.classes(), RUN.training(), other, 1, scored))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("5 held-out images of 4 classes, but 200 scored ones of 4");
    }
  }

  private static TrainingRun run(List<String> classes, int epochs) {
    return FabricatedRuns.of(
        classes,
        FabricatedRuns.noise(30, classes.size(), 16, 16),
        FabricatedRuns.noise(200, classes.size(), 16, 16),
        epochs,
        1.0);
  }

  private String page(RunReport report) throws Exception {
    return Files.readString(report.write(parent.resolve("page")).get(0));
  }

  private static List<String> list(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toList());
    }
  }
}
