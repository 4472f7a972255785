package dev.sightline.trainer.report.page;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.sightline.evaluation.comparison.ConfidenceInterval;
import dev.sightline.evaluation.confusion.ClassificationReport;
import dev.sightline.evaluation.confusion.ClassificationReport.Averages;
import dev.sightline.trainer.report.Numbers;
import dev.sightline.trainer.report.TrainingRun;
import dev.sightline.trainer.report.pictures.Picture;
import dev.sightline.trainer.report.pictures.Reliability;
import dev.sightline.trainer.report.pictures.RunPictures;
import dev.sightline.trainer.training.Epoch;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The page of a report. Its form is in {@code page.mustache}, which escapes what it is given; here
 * is what it is given. A name that the template has and the page hasn't is an error.
 */
final class ReportPage {
  private static final Template TEMPLATE = template();

  /** Of the interval of the accuracy. */
  private static final double LEVEL = 0.95;

  /** A row of a table of two columns. */
  record Entry(String name, String value) {}

  /** A picture with its file in it. */
  record Inline(String uri, int width, int height, String description) {}

  /** A row of the table of epochs. */
  record EpochRow(
      int number,
      String loss,
      String accuracy,
      String validationLoss,
      String validationAccuracy,
      String learningRate,
      String imagesPerSecond,
      String time) {}

  /** Averages over the classes. */
  record AverageRow(String name, String precision, String recall, String f1, String support) {}

  /** A bin of the reliability diagram. */
  record BinRow(String range, String images, String confidence, String accuracy) {}

  /** The bins of one curve of the diagram. */
  record BinTable(String name, String error, List<BinRow> rows) {}

  private ReportPage() {}

  /**
   * @param pngs the pictures' files by name
   */
  static String of(
      TrainingRun run, RunPictures pictures, Map<String, byte[]> pngs, EvaluationTexts texts) {
    ClassificationReport report = ClassificationReport.of(run.confusionMatrix());
    List<Reliability> reliabilities = Reliability.of(run);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("model", run.facts().model());
    page.put("dataSet", run.facts().dataSet());
    page.put("origin", run.facts().origin());
    page.put("results", results(run, report, reliabilities));
    page.put("facts", facts(run));
    page.put("settings", entries(run.settings()));
    boolean hasSettings = !run.settings().isEmpty();
    page.put("hasSettings", hasSettings);
    page.put("epochs", run.history().stream().map(ReportPage::row).toList());
    page.put("hasEpochs", !run.history().isEmpty());
    page.put("classes", ClassRow.of(run.confusionMatrix(), report.classes()));
    page.put("averages", averages(report));
    page.put("accuracyOfAll", Numbers.fourDigits(report.accuracy().orElse(0)));
    page.put("imagesOfAll", Numbers.count(report.support()));
    page.put("bins", reliabilities.stream().map(ReportPage::table).toList());
    page.put("networkSummary", run.networkSummary());
    boolean hasNetworkSummary = !run.networkSummary().isBlank();
    page.put("hasNetworkSummary", hasNetworkSummary);
    page.put("hasRun", hasSettings || hasNetworkSummary);
    page.put("classificationReport", texts.classificationReport());
    page.put("confusionMatrixText", texts.confusionMatrix());
    putPictures(page, pictures, pngs);
    return TEMPLATE.execute(page);
  }

  private static void putPictures(
      Map<String, Object> page, RunPictures pictures, Map<String, byte[]> pngs) {
    for (String name :
        List.of(
            "samples",
            "accuracy",
            "loss",
            "predictions",
            "confusion-matrix",
            "reliability",
            "mistakes")) {
      String file = name + ".png";
      Picture picture = pictures.byFile().get(file);
      page.put(name, picture == null ? List.of() : List.of(inline(picture, pngs.get(file))));
    }
  }

  private static Inline inline(Picture picture, byte[] png) {
    return new Inline(
        "data:image/png;base64," + Base64.getEncoder().encodeToString(png),
        picture.width(),
        picture.height(),
        picture.description());
  }

  /** What one looks for first. */
  private static List<Entry> results(
      TrainingRun run, ClassificationReport report, List<Reliability> reliabilities) {
    List<Entry> results = new ArrayList<>();
    ConfidenceInterval interval =
        ConfidenceInterval.wilson(
            run.confusionMatrix().correct(), run.confusionMatrix().total(), LEVEL);
    results.add(
        new Entry(
            "accuracy, 95 % interval " + Numbers.interval(interval),
            Numbers.fourDigits(report.accuracy().orElse(0))));
    results.add(new Entry("loss", Numbers.fourDigits(run.scored().loss())));
    results.add(
        new Entry("macro F1", Numbers.fourDigits(report.macro().map(Averages::f1).orElse(0.0))));
    for (Reliability reliability : reliabilities) {
      results.add(new Entry("ECE, " + reliability.name(), Numbers.fourDigits(reliability.error())));
    }
    long mistakes = run.confusionMatrix().total() - run.confusionMatrix().correct();
    results.add(
        new Entry(
            "mistakes among %s images".formatted(Numbers.count(run.heldOut().size())),
            Numbers.count(mistakes)));
    return results;
  }

  private static List<Entry> facts(TrainingRun run) {
    List<Entry> facts = new ArrayList<>(entries(run.facts().rows()));
    facts.add(new Entry("classes", Numbers.count(run.classes().size())));
    return facts;
  }

  private static List<Entry> entries(Map<String, String> map) {
    return map.entrySet().stream()
        .map(entry -> new Entry(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static EpochRow row(Epoch epoch) {
    return new EpochRow(
        epoch.number(),
        Numbers.fourDigits(epoch.loss()),
        Numbers.fourDigits(epoch.accuracy()),
        Numbers.fourDigits(epoch.validationLoss()),
        Numbers.fourDigits(epoch.validationAccuracy()),
        String.format(Locale.ROOT, "%.3g", epoch.learningRate()),
        Numbers.count(Math.round(epoch.imagesPerSecond())),
        Numbers.duration(epoch.total()));
  }

  private static List<AverageRow> averages(ClassificationReport report) {
    List<AverageRow> rows = new ArrayList<>();
    report.macro().ifPresent(average -> rows.add(row("macro average", average, report)));
    report.weighted().ifPresent(average -> rows.add(row("weighted average", average, report)));
    return rows;
  }

  private static AverageRow row(String name, Averages average, ClassificationReport report) {
    return new AverageRow(
        name,
        Numbers.fourDigits(average.precision()),
        Numbers.fourDigits(average.recall()),
        Numbers.fourDigits(average.f1()),
        Numbers.count(report.support()));
  }

  private static BinTable table(Reliability reliability) {
    List<BinRow> rows =
        reliability.bins().stream()
            .filter(bin -> bin.images() > 0)
            .map(
                bin ->
                    new BinRow(
                        String.format(Locale.ROOT, "%.3f to %.3f", bin.from(), bin.to()),
                        Numbers.count(bin.images()),
                        Numbers.fourDigits(bin.meanConfidence()),
                        Numbers.fourDigits(bin.accuracy())))
            .toList();
    return new BinTable(reliability.name(), Numbers.fourDigits(reliability.error()), rows);
  }

  private static Template template() {
    try (Reader page =
        new InputStreamReader(
            ReportPage.class.getResourceAsStream("page.mustache"), StandardCharsets.UTF_8)) {
      return Mustache.compiler().compile(page);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("the page's template is damaged", unreadable);
    }
  }
}
