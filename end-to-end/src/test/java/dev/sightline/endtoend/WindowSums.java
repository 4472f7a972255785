package dev.sightline.endtoend;

import dev.sightline.images.statistics.ImageHistograms;
import dev.sightline.schemas.ImageHistogram;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.Prediction;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a window counts, as it was emitted or as it is recomputed from the topics.
 *
 * @param cells by actual and predicted class, those that are not 0
 */
record WindowSums(long predictions, Map<String, Long> cells, List<ImageHistogram> images) {

  /** Those of an emitted window of few classes. */
  static WindowSums of(MetricsWindow window) {
    Map<String, Long> cells = new TreeMap<>();
    List<String> names = window.getLabels();
    for (int i = 0; i < window.getConfusionMatrix().size(); i++) {
      if (window.getConfusionMatrix().get(i) != 0) {
        cells.put(
            cell(names.get(i / names.size()), names.get(i % names.size())),
            window.getConfusionMatrix().get(i));
      }
    }
    return new WindowSums(window.getPredictions(), cells, window.getImageStatistics());
  }

  private static String cell(String actual, String predicted) {
    return actual + " as " + predicted;
  }

  /**
   * The windows of all predictions, by the start in milliseconds. Each has one label at the most.
   *
   * @param size a multiple of {@code advance}
   */
  static Map<Long, WindowSums> recomputed(
      List<? extends ConsumerRecord<?, Prediction>> predictions,
      List<? extends ConsumerRecord<?, Label>> labels,
      Duration size,
      Duration advance) {
    Map<String, String> actual = new HashMap<>();
    labels.forEach(label -> actual.put(label.value().getId(), label.value().getLabel()));
    Map<Long, Long> counts = new TreeMap<>();
    Map<Long, Map<String, Long>> cells = new TreeMap<>();
    Map<Long, ImageHistograms> images = new TreeMap<>();
    for (ConsumerRecord<?, Prediction> record : predictions) {
      Prediction prediction = record.value();
      long last = record.timestamp() / advance.toMillis() * advance.toMillis();
      for (long start = last;
          start > record.timestamp() - size.toMillis();
          start -= advance.toMillis()) {
        counts.merge(start, 1L, Long::sum);
        images
            .computeIfAbsent(start, any -> new ImageHistograms())
            .add(prediction.getImageStatistics());
        Map<String, Long> window = cells.computeIfAbsent(start, any -> new TreeMap<>());
        if (actual.containsKey(prediction.getId())) {
          window.merge(cell(actual.get(prediction.getId()), prediction.getLabel()), 1L, Long::sum);
        }
      }
    }
    Map<Long, WindowSums> windows = new TreeMap<>();
    counts.forEach(
        (start, count) ->
            windows.put(
                start, new WindowSums(count, cells.get(start), images.get(start).records())));
    return windows;
  }
}
