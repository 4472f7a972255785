package dev.sightline.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What people read of a run: medians over the rounds, with the least and the greatest. */
final class Report {
  private static final double CPU_AIM = 1.25;
  private static final double THROUGHPUT_AIM = 5;

  private final List<Round> rounds;
  private final PrintStream out;

  Report(List<Round> rounds, PrintStream out) {
    this.rounds = rounds;
    this.out = out;
  }

  /** One line on a round, as it ends. */
  static String line(int number, Round round, double load) {
    return String.format(
        Locale.ROOT,
        "round %d: bare %,.0f (%s, batch %d), worker %,.0f (%s), plain %,.0f images/s;"
            + " CPU %.0f, %.0f, %.0f µs an image; load %.1f",
        number,
        round.bare().imagesPerSecond(),
        round.bareSettings(),
        round.bareBatchSize(),
        round.worker().imagesPerSecond(),
        round.workerSettings(),
        round.plain().imagesPerSecond(),
        round.bare().cpuMicrosPerImage(),
        round.worker().cpuMicrosPerImage(),
        round.plain().cpuMicrosPerImage(),
        load);
  }

  void print() {
    out.printf("%nMedian (least–greatest) of %d rounds%n%n", rounds.size());
    row("", "images/s", "CPU µs an image", "broker's CPU µs an image");
    side("(a) bare loop", Round::bare);
    side("(b) worker", Round::worker);
    side("(c) plain program", Round::plain);
    out.println();
    ratio("(b)/(a) CPU an image", Round::cpuOfWorkerToBare, "at most " + CPU_AIM);
    ratio("(b)/(c) images/s", Round::throughputOfWorkerToPlain, "at least " + THROUGHPUT_AIM);
    ratio("(b)/(a) images/s", Round::throughputOfWorkerToBare, "none: the broker shares the cores");
    profile(rounds.stream().flatMap(round -> round.profile().stream()).toList());
  }

  private void side(String name, Function<Round, Measurement> side) {
    List<Measurement> measured = rounds.stream().map(side).toList();
    boolean broker = measured.stream().anyMatch(m -> m.brokerCpuNanos() > 0);
    row(
        name,
        Figures.of(measured, Measurement::imagesPerSecond).text(0),
        Figures.of(measured, Measurement::cpuMicrosPerImage).text(1),
        broker ? Figures.of(measured, Measurement::brokerCpuMicrosPerImage).text(1) : "–");
  }

  private void row(String name, String first, String second, String third) {
    out.printf("%-20s %24s %24s %28s%n", name, first, second, third);
  }

  private void ratio(String name, ToDoubleFunction<Round> ratio, String aim) {
    out.printf("%-24s %20s   aim: %s%n", name, Figures.of(rounds, ratio).text(2), aim);
  }

  private void profile(List<Profile> profiles) {
    if (profiles.isEmpty()) {
      out.printf("%nNo profile of (b): it reads /proc, which is there on Linux only.%n");
      return;
    }
    out.printf("%nWhere (b)'s CPU goes, µs an image%n%n");
    for (String title : profiles.get(0).rows().keySet()) {
      Figures figures = Figures.of(profiles, profile -> profile.rows().get(title));
      out.printf("%-40s %24s%n", title, figures.text(1));
    }
    out.printf(
        "%n%-40s %24s%n", "images a micro-batch", Figures.of(profiles, Profile::batchSize).text(1));
  }
}
