package dev.sightline.dashboard.view;

import static dev.sightline.dashboard.Samples.CLASSES;
import static dev.sightline.dashboard.Samples.NOON;
import static dev.sightline.dashboard.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.dashboard.lag.BrokerState;
import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.settings.LabelBounds;
import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.CalibrationBin;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.schemas.TrustedRecords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverviewTest {
  static {
    TrustedRecords.trust();
  }

  private static final BrokerState BROKER = new BrokerState(List.of(), null, 0, 0);

  private final Present present = Present.empty(() -> NOON);

  private Overview overview(int minLabels) {
    return Overview.of(
        present, Subject.of(present, Optional.empty()), BROKER, new LabelBounds(minLabels, 1_000));
  }

  /** Evaluated on a hundred images, of which those of a confidence above 0.8 were right at 0.9. */
  private void publish(double accuracy) {
    List<CalibrationBin> bins =
        new ArrayList<>(Collections.nCopies(15, new CalibrationBin(0L, 0.0, 0.0)));
    bins.set(13, new CalibrationBin(100L, 0.9, 0.75));
    HeldOutEvaluation evaluation =
        HeldOutEvaluation.newBuilder()
            .setImages(100)
            .setAccuracy(accuracy)
            .setLoss(0.5)
            .setConfusionMatrix(List.of(40L, 10L, 10L, 40L))
            .setCalibration(bins)
            .setExpectedCalibrationError(0.1)
            .setPredictedShares(List.of(0.5, 0.5))
            .build();
    present
        .versions()
        .published(
            ModelManifest.newBuilder()
                .setName("pets")
                .setVersion(1)
                .setCreatedAt(NOON)
                .setArchive(new Checksum("", 1L))
                .setParts(List.of())
                .setInput(new ImageInput("in", PixelType.UINT8, 4, 4, 3, 1f))
                .setOutput(new ClassOutput("out", OutputKind.PROBABILITIES))
                .setLabels(CLASSES)
                .setResize(ResizeMethod.AREA)
                .setGoldenImages(List.of())
                .setEvaluation(evaluation)
                .build());
  }

  @Test
  void theVerdictComparesTheBandWithTheHeldOutAccuracy() {
    present.windows().add(window(0, 80L, 20L, 20L, 80L)); // 0.8, band 0.739 to 0.850

    assertThat(overview(1).verdict().kind()).isEqualTo("no-reference");
    publish(0.84);
    assertThat(overview(1).verdict().kind()).isEqualTo("as-right");
    publish(0.9);
    assertThat(overview(1).verdict())
        .isEqualTo(new Verdict("less-right", "Less often right than on held-out images (90.0%)."));
    publish(0.7);
    assertThat(overview(1).verdict().kind()).isEqualTo("more-right");
  }

  @Test
  void noAccuracyIsShownOfFewerLabelsThanAreAskedFor() {
    publish(0.8);
    present.windows().add(window(0, 8L, 2L, 2L, 8L));

    Overview few = overview(30);

    assertThat(few.verdict().kind()).isEqualTo("few-labels");
    assertThat(few.verdict().text())
        .isEqualTo("Too few labels to tell: 20 of the 30 that are needed.");
    assertThat(few.window().accuracy()).isNull();
    assertThat(few.window().low()).isNull();
    assertThat(few.window().labelled()).isEqualTo(20);
  }

  @Test
  void alarmsThatStandComeBeforeWhatTheLabelsSay() {
    publish(0.8);
    present.windows().add(window(0, 8L, 2L, 2L, 8L));
    present.alerts().add(alarm("brightness", AlertState.RAISED));
    present.alerts().add(alarm("class-shares", AlertState.RAISED));
    present.alerts().add(alarm("sharpness", AlertState.CLEARED));

    assertThat(overview(30).verdict())
        .isEqualTo(
            new Verdict(
                "alarmed",
                "2 alarms stand. Too few labels to tell: 20 of the 30 that are needed."));
    assertThat(overview(1).verdict().text())
        .isEqualTo("2 alarms stand. As right as on held-out images (80.0%).");
    publish(0.99);
    assertThat(overview(1).verdict().kind()).isEqualTo("less-right");
    assertThat(overview(1).verdict().text()).startsWith("2 alarms stand. Less often right");
  }

  private static DriftAlert alarm(String statistic, AlertState state) {
    return DriftAlert.newBuilder()
        .setModelName("pets")
        .setModelVersion(1)
        .setStatistic(statistic)
        .setState(state)
        .setValue(0.7)
        .setReference(0.9)
        .setThreshold(0.88)
        .setSample(200)
        .setSince(NOON)
        .setRaisedAt(NOON)
        .setChangedAt(NOON)
        .setRaisedAtImage(100)
        .setMeanRunImages(1_000_000)
        .setMessage("it moved")
        .build();
  }

  @Test
  void aModelOfWhichNoTopicTellsIsSaidToBeUnknown() {
    publish(0.8);

    Overview unknown =
        Overview.of(
            present,
            Subject.of(present, Optional.of("plants")),
            BROKER,
            new LabelBounds(30, 1_000));

    assertThat(unknown.verdict()).isEqualTo(Verdict.UNKNOWN_MODEL);
    assertThat(overview(30).verdict().text()).isEqualTo("No window has been counted yet.");
  }

  @Test
  void theEstimateIsWhatSuchConfidencesWereWorthOnHeldOutImages() {
    publish(0.8);
    List<Long> confidences = new ArrayList<>(Collections.nCopies(120, 0L));
    confidences.set(104, 30L); // 0.867 to 0.933, in the diagram's bin 13
    confidences.set(111, 10L);
    MetricsWindow window = window(0, 8L, 2L, 2L, 8L);
    window.setConfidences(confidences);
    present.windows().add(window);

    WindowView view = overview(1).window();

    assertThat(view.estimate()).isCloseTo(0.75, within(1e-12));
    // 1.96 standard deviations of 40 coins of 0.75
    assertThat(view.estimateHigh() - view.estimate()).isCloseTo(0.13419, within(1e-5));
  }

  @Test
  void sharesAreComparedWithThoseOfHeldOutImages() {
    publish(0.8);
    MetricsWindow window = window(0, 100L, 0L, 0L, 100L);
    window.setPredictions(400);
    window.setPredictedClasses(List.of(300L, 100L));
    present.windows().add(window);

    ClassTable table =
        ClassTable.of(present, Subject.of(present, Optional.empty()), Optional.empty());

    // (0.5 - 0.75) ln(0.5 / 0.75) + (0.5 - 0.25) ln(0.5 / 0.25)
    assertThat(table.distance().psi()).isCloseTo(0.27465, within(1e-5));
    assertThat(table.distance().chiSquareP()).isLessThan(0.001);
    assertThat(table.rows().get(0).share()).isEqualTo(0.75);
    assertThat(table.rows().get(0).heldOutShare()).isEqualTo(0.5);
    assertThat(table.rows().get(0).heldOutRecall()).isEqualTo(0.8);
    assertThat(table.rows().get(0).recallChange()).isCloseTo(-0.3, within(1e-12));
    assertThat(table.rows().get(0).heldOutPrecision()).isEqualTo(0.8);
    assertThat(table.rows().get(0).precisionChange()).isCloseTo(-0.3, within(1e-12));
    assertThat(table.rows().get(0).heldOutF1()).isEqualTo(0.8);
    assertThat(table.rows().get(0).f1Change()).isCloseTo(-0.3, within(1e-12));
  }
}
