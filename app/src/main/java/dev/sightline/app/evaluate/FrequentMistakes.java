package dev.sightline.app.evaluate;

import dev.sightline.trainer.evaluation.PredictedImages;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is most often mistaken for what, where a table of all classes would be too wide.
 *
 * @param labels class names in index order
 */
record FrequentMistakes(PredictedImages scored, List<String> labels) {
  private static final int SHOWN = 20;

  /** A pair of classes. */
  private record Mistake(int actual, int predicted) {}

  /** The most frequent first, a line each; lines ended by {@code \n}. */
  String text() {
    Map<Mistake, Long> counts =
        IntStream.range(0, scored.count())
            .filter(i -> !scored.isRight(i))
            .mapToObj(i -> new Mistake(scored.labels()[i], scored.top1(i)))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    String lines =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<Mistake, Long>comparingByValue()
                    .reversed()
                    .thenComparing(
                        Map.Entry.comparingByKey(
                            Comparator.comparingInt(Mistake::actual)
                                .thenComparingInt(Mistake::predicted))))
            .limit(SHOWN)
            .map(mistake -> line(mistake.getKey(), mistake.getValue()))
            .collect(Collectors.joining());
    return "Of %,d kinds of mistakes the most frequent (--json has the whole matrix):\n%s"
        .formatted(counts.size(), lines);
  }

  private String line(Mistake mistake, long count) {
    return String.format(
        Locale.ROOT,
        "%,9d  %s taken for %s\n",
        count,
        labels.get(mistake.actual()),
        labels.get(mistake.predicted()));
  }
}
