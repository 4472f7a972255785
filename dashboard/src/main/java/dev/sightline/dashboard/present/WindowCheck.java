package dev.sightline.dashboard.present;

import dev.sightline.dashboard.feed.UnfitRecordException;
import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.ImageHistogram;
import dev.sightline.schemas.MetricsWindow;
import java.util.List;

/** Whether a window says what can be. */
final class WindowCheck {
  private WindowCheck() {}

  /**
   * Checks one.
   *
   * @throws UnfitRecordException when it contradicts itself, saying where
   */
  static void check(MetricsWindow window) {
    demand(
        ModelVersion.isPossible(window.getModelName(), window.getModelVersion()),
        "a model's name and version");
    Texts.name("application", window.getApplication());
    demand(window.getWindowEnd().isAfter(window.getWindowStart()), "an end after the start");
    demand(
        0 <= window.getCorrect()
            && window.getCorrect() <= window.getLabelled()
            && window.getLabelled() <= window.getPredictions(),
        "correct up to labelled up to predictions");
    int classes = window.getLabels().size();
    demand(window.getClasses().size() == classes, "as many classes as labels");
    int cells = window.getConfusionMatrix().size();
    demand(cells == 0 || cells == (long) classes * classes, "a matrix of classes x classes");
    int predicted = window.getPredictedClasses().size();
    demand(predicted == 0 || predicted == classes, "a count for each predicted class, or none");
    demand(
        window.getConfusionCells() == null
            || window.getConfusionCells().stream()
                .allMatch(
                    cell -> in(cell.getActual(), classes) && in(cell.getPredicted(), classes)),
        "cells of the classes");
    checkHistograms(window.getImageStatistics());
    if (window.getFirstImages() != null) {
      checkHistograms(window.getFirstImages());
    }
  }

  private static void checkHistograms(List<ImageHistogram> histograms) {
    try {
      ImageHistograms.ofKnown(histograms);
    } catch (ArithmeticException | IllegalArgumentException impossible) {
      throw new UnfitRecordException("a window's image statistics: " + impossible.getMessage());
    }
  }

  private static boolean in(int index, int classes) {
    return index >= 0 && index < classes;
  }

  private static void demand(boolean holds, String expected) {
    if (!holds) {
      throw new UnfitRecordException("a window: expected " + expected);
    }
  }
}
