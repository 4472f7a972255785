package dev.sightline.benchmarks.training;

import dev.sightline.benchmarks.Figures;
import dev.sightline.inference.session.Precision;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** What people read of a run: medians over the rounds, with the least and the greatest. */
final class TrainingReport {
  private static final String COLUMN = "%24s";

  private final TrainingRounds rounds;
  private final Precision automatic;
  private final PrintStream out;

  /**
   * @param automatic what {@link Precision#AUTO} means on this machine
   */
  TrainingReport(TrainingRounds rounds, Precision automatic, PrintStream out) {
    this.rounds = rounds;
    this.automatic = automatic;
    this.out = out;
  }

  /** One line on a turn, as it ends. */
  static String line(int round, Side side, Collection<Pace> paces, double load) {
    String texts =
        paces.stream()
            .map(pace -> format("%,.0f at %d", pace.imagesPerSecond(), pace.batchSize()))
            .collect(Collectors.joining(", "));
    return format("round %d: %s: images/s %s; load %.1f", round, side, texts, load);
  }

  void print() {
    out.printf("%nMedian (least–greatest) of %d rounds%n", rounds.rounds().size());
    table("images/s at batch", Side.ALL, rounds::imagesPerSecond, 0);
    List<Side> sightline =
        Side.ALL.stream().filter(side -> side.framework() == Side.Framework.SIGHTLINE).toList();
    table("% of time outside the session", sightline, rounds::percentOutsideSession, 2);
    comparisons();
  }

  private void table(
      String title, List<Side> sides, BiFunction<Side, Integer, Figures> figures, int decimals) {
    out.println();
    row(title, rounds.batchSizes().stream().map(String::valueOf).toList());
    for (Side side : sides) {
      row(
          side.toString(),
          rounds.batchSizes().stream()
              .map(size -> figures.apply(side, size).text(decimals))
              .toList());
    }
  }

  private void row(String name, List<String> columns) {
    out.print(format("%-32s", name));
    columns.forEach(column -> out.print(format(COLUMN, column)));
    out.println();
  }

  /** Like with like, and what people get who choose no precision. */
  private void comparisons() {
    out.print(format("%nSightline/Keras, images/s; aim: at least %.1f%n", Comparison.AIM));
    comparison(Precision.FLOAT32, Precision.FLOAT32);
    comparison(Precision.BFLOAT16, Precision.BFLOAT16);
    if (automatic != Precision.FLOAT32) {
      comparison(automatic, Precision.FLOAT32);
    }
  }

  private void comparison(Precision sightlines, Precision keras) {
    Comparison comparison = Comparison.of(rounds, Side.sightline(sightlines), Side.keras(keras));
    String tutorials = "both at batch " + Comparison.TUTORIALS_BATCH_SIZE;
    String best =
        "each at its best batch, %d and %d".formatted(comparison.best(), comparison.otherBest());
    out.print(format("%n%s/%s%n", Side.name(sightlines), Side.name(keras)));
    ratio(tutorials, comparison.atTutorials());
    ratio(best, comparison.atBest());
    out.print(
        format(
            "  the harder is %s: %s%n",
            comparison.isBestHarder() ? best : tutorials, comparison.isMet() ? "met" : "missed"));
  }

  private void ratio(String name, Figures ratio) {
    out.print(format("  %-40s" + COLUMN + "%n", name, ratio.text(2)));
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
