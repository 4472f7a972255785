package dev.sightline.topology.monitoring.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.fixtures.InMemoryRegistry;
import dev.sightline.schemas.MetricsWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;

/**
 * However far predictions and labels lag behind one another: the same windows and the same
 * outcomes.
 */
class InterleavingPropertyTest {
  private static final long SPAN_MS = 6000;
  private static final long GRACE_MS = 1000;
  private static final MetricsSettings SETTINGS =
      new MetricsSettings(
          Duration.ofMillis(1000),
          Duration.ofMillis(300),
          Duration.ofMillis(100),
          Duration.ofMillis(GRACE_MS),
          Duration.ofSeconds(1));

  /**
   * A record of one input.
   *
   * @param laggingMs how much later than its time it stands in its input
   */
  record Event(String id, String name, int version, long labelledAtMs, long atMs, long laggingMs) {
    long placeMs() {
      return atMs + laggingMs;
    }
  }

  private final InMemoryRegistry registry = new InMemoryRegistry();
  private Path stateDir;

  @BeforeTry
  void makeStateDir() throws IOException {
    stateDir = Files.createTempDirectory("interleaving-property");
  }

  @AfterTry
  void deleteStateDir() throws IOException {
    try (Stream<Path> files = Files.walk(stateDir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Arbitrary<List<Event>> events(long maxLaggingMs) {
    return Combinators.combine(
            Arbitraries.of("a", "b", "c"),
            Arbitraries.of("cat", "dog", "frog"),
            Arbitraries.integers().between(1, 2),
            Arbitraries.longs().between(0, 5),
            Arbitraries.longs().between(0, SPAN_MS),
            Arbitraries.longs().between(0, maxLaggingMs))
        .as(Event::new)
        .list()
        .ofMaxSize(30)
        .map(events -> events.stream().sorted(Comparator.comparing(Event::placeMs)).toList());
  }

  @Provide
  Arbitrary<List<Event>> inOrder() {
    return events(0);
  }

  @Provide
  Arbitrary<List<Event>> withinTheGrace() {
    return events(GRACE_MS - 1);
  }

  @Property(tries = 15)
  void outcomesAndWindowsAreTheSame(
      @ForAll("inOrder") List<Event> predictions,
      @ForAll("inOrder") List<Event> labels,
      @ForAll Random random) {
    Outcome first = outcome("first", predictions, labels, random);
    Outcome second = outcome("second", predictions, labels, random);

    assertThat(second).isEqualTo(first);
  }

  @Property(tries = 15)
  void theyAreWhereLabelsLagBehindOneAnother(
      @ForAll("inOrder") List<Event> predictions,
      @ForAll("withinTheGrace") List<Event> labels,
      @ForAll Random random) {
    Outcome first = outcome("first", predictions, labels, random);
    Outcome second = outcome("second", predictions, labels, random);

    assertThat(second.lateOrUnknownTogether()).isEqualTo(first.lateOrUnknownTogether());
  }

  /** What came of it all. */
  record Outcome(Map<String, MetricsWindow> windows, Map<String, Long> counters) {
    /** Which of the two such a label is may depend on what is remembered when it comes. */
    Outcome lateOrUnknownTogether() {
      Map<String, Long> together = new TreeMap<>(counters);
      long unknown = together.remove("labels unknown");
      together.merge("labels late", unknown, Long::sum);
      return new Outcome(windows, together);
    }
  }

  private Outcome outcome(String name, List<Event> predictions, List<Event> labels, Random random) {
    try (MetricsDriver driver =
        new MetricsDriver(SETTINGS, LabelOrder.UNKNOWN, stateDir.resolve(name), registry)) {
      int p = 0;
      int l = 0;
      while (p < predictions.size() || l < labels.size()) {
        boolean takePrediction =
            l == labels.size() || (p < predictions.size() && random.nextBoolean());
        if (takePrediction) {
          Event next = predictions.get(p++);
          driver.predict(next.id, next.version, next.name, next.atMs);
        } else {
          Event next = labels.get(l++);
          driver.label(next.id, next.name, next.labelledAtMs, next.atMs);
        }
      }
      Map<String, MetricsWindow> windows = new TreeMap<>(driver.windows());
      driver.letEventTimePass(100_000);
      Map<String, Long> counters = new TreeMap<>();
      for (String outcome :
          List.of("paired", "corrected", "duplicate", "stale", "late", "unknown")) {
        counters.put("labels " + outcome, driver.count("sightline.labels", outcome));
      }
      for (String outcome : List.of("counted", "duplicate", "late")) {
        counters.put(
            "predictions " + outcome, driver.count("sightline.predictions.joined", outcome));
      }
      assertThat(driver.waiting()).isZero();
      assertThat(driver.count("sightline.counts", "late")).isZero();
      return new Outcome(windows, counters);
    }
  }
}
