package dev.sightline.app.metrics;

import dev.sightline.dashboard.present.Present;
import dev.sightline.dashboard.settings.LabelBounds;
import dev.sightline.schemas.AlertState;
import dev.sightline.schemas.CalibrationBin;
import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.DriftAlert;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ImageHistogram;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.ResizeMethod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Windows that are watched, of versions that were all right on 91% of the held-out images. */
final class Watched {
  final Present present = Present.empty(() -> Windows.NOON);
  final WatchedWindows windows =
      new WatchedWindows(
          present,
          (model, version) -> present.versions().published(manifest(model, version)),
          LabelBounds.DEFAULTS);

  /** The window with what tells drift: confidences, predicted classes and darker images. */
  static MetricsWindow drifted(MetricsWindow.Builder window) {
    List<Long> confidences = new ArrayList<>(Collections.nCopies(120, 0L));
    confidences.set(104, 1000L); // 0.867 to 0.875, in the diagram's bin 13
    return window
        .setPredictedClasses(List.of(750L, 250L))
        .setConfidences(confidences)
        .setImageStatistics(List.of(brightness(900L, 100L)))
        .build();
  }

  private static ImageHistogram brightness(Long... counts) {
    return new ImageHistogram("brightness", 60, List.of(counts));
  }

  /** Raises an alarm, or clears it. */
  void tell(int version, String statistic, AlertState state) {
    DriftAlert alert = Windows.alert(version);
    alert.setStatistic(statistic);
    alert.setState(state);
    present.alerts().add(alert);
  }

  private static ModelManifest manifest(String model, int version) {
    List<CalibrationBin> bins =
        new ArrayList<>(Collections.nCopies(15, new CalibrationBin(0L, 0.0, 0.0)));
    bins.set(13, new CalibrationBin(100L, 0.9, 0.75));
    HeldOutEvaluation evaluation =
        HeldOutEvaluation.newBuilder()
            .setImages(1000)
            .setAccuracy(0.91)
            .setLoss(0.5)
            .setConfusionMatrix(List.of())
            .setCalibration(bins)
            .setExpectedCalibrationError(0.1)
            .setPredictedShares(List.of(0.5, 0.5))
            .build();
    return ModelManifest.newBuilder()
        .setName(model)
        .setVersion(version)
        .setCreatedAt(Windows.NOON)
        .setArchive(new Checksum("", 1L))
        .setParts(List.of())
        .setInput(new ImageInput("in", PixelType.UINT8, 4, 4, 3, 1f))
        .setOutput(new ClassOutput("out", OutputKind.PROBABILITIES))
        .setLabels(List.of("cat", "automobile"))
        .setResize(ResizeMethod.AREA)
        .setGoldenImages(List.of())
        .setEvaluation(evaluation)
        .setImageReference(List.of(brightness(500L, 500L)))
        .build();
  }
}
