package dev.sightline.benchmarks.memory;

import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.TrustedRecords;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what is held in memory after many images of many versions. */
@Command(
    name = "benchmarks/memory",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Heap in use, behind a collection, of the metrics stream (its windows and detectors) and of"
            + " the dashboard's present state.")
public final class MemoryBenchmark implements Callable<Integer> {
  private static final int ALARMS_OF_EACH = 100;

  @Option(
      names = "--millions",
      paramLabel = "N",
      defaultValue = "5",
      description = "Million images, all labelled (default: ${DEFAULT-VALUE}).")
  private int millions;

  @Option(
      names = "--versions",
      paramLabel = "N",
      defaultValue = "100",
      description = "Versions of a model of ten classes (default: ${DEFAULT-VALUE}).")
  private int versions;

  @Override
  public Integer call() throws IOException {
    TrustedRecords.trust();
    System.out.printf("Nothing yet: %d MiB%n", HeapInUse.mebibytes());
    MetricsWindow window;
    try (MetricsMemory metrics = new MetricsMemory(versions)) {
      System.out.printf("Metrics stream, started: %d MiB%n", HeapInUse.mebibytes());
      for (int million = 1; million <= millions; million++) {
        metrics.see(1_000_000);
        System.out.printf(
            "%d million images of %d versions: %d MiB%n", million, versions, HeapInUse.mebibytes());
      }
      System.out.printf(
          "State of the detectors of one version: %,d bytes%n", metrics.detectorBytes());
      window = metrics.lastWindow();
    }
    DashboardMemory dashboard = new DashboardMemory();
    dashboard.seeImages(1_000_000L * millions);
    System.out.printf(
        "Dashboard, %d million images and labels: %d MiB%n", millions, HeapInUse.mebibytes());
    dashboard.seeWindows(window, versions);
    System.out.printf(
        "and a day of windows of %d versions: %d MiB, %d series kept%n",
        versions, HeapInUse.mebibytes(), dashboard.series());
    dashboard.seeAlarms(ALARMS_OF_EACH, versions);
    System.out.printf(
        "and %d alarms of each version: %d MiB, %d series kept%n",
        ALARMS_OF_EACH, HeapInUse.mebibytes(), dashboard.series());
    return 0;
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new MemoryBenchmark()).execute(args));
  }
}
