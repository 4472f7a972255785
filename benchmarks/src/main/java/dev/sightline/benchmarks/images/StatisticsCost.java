package dev.sightline.benchmarks.images;

import dev.sightline.images.statistics.ImageMeasure;
import dev.sightline.schemas.ImageStatistics;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.source.DrawnShapes;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the statistics of an image at several sizes of a model's input. */
@Command(
    name = "benchmarks/images",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "CPU time of the statistics that a worker takes of each image, on one thread: the median,"
            + " the least and the greatest of all rounds.")
public final class StatisticsCost implements Callable<Integer> {
  private static final int IMAGES = 64;

  @Option(
      names = "--sides",
      split = ",",
      paramLabel = "PIXELS",
      defaultValue = "32,64,224",
      description = "Sides of the model's square input (default: ${DEFAULT-VALUE}).")
  private List<Integer> sides;

  @Option(
      names = "--rounds",
      paramLabel = "K",
      defaultValue = "21",
      description = "Rounds that count, after as many that don't (default: ${DEFAULT-VALUE}).")
  private int rounds;

  /** What was measured last goes here, so that no compiler leaves the work out. */
  private double seen;

  @Override
  public Integer call() {
    System.out.println("side    CPU µs an image (least-greatest)");
    for (int side : sides) {
      double[] micros = measure(side);
      System.out.printf(
          Locale.ROOT,
          "%4d    %.2f (%.2f-%.2f)%n",
          side,
          micros[micros.length / 2],
          micros[0],
          micros[micros.length - 1]);
    }
    return Double.isNaN(seen) ? 1 : 0;
  }

  /** Sorted. */
  private double[] measure(int side) {
    ImageSize size = new ImageSize(side, side);
    Examples images =
        new DrawnShapes(1, 10, IMAGES).load().heldOut().resized(size, ResizeMethod.BILINEAR);
    ImageMeasure statistics = new ImageMeasure(side, side);
    int passes = Math.max(1, 20_000_000 / (side * side * IMAGES));
    double[] micros = new double[2 * rounds];
    for (int round = 0; round < micros.length; round++) {
      long start = cpuNanos();
      for (int pass = 0; pass < passes; pass++) {
        for (int i = 0; i < images.size(); i++) {
          ImageStatistics found =
              statistics.of(images.pixels(), i * images.imageBytes(), side, side);
          seen += found.getSharpness() + found.getContrast() + found.getRed();
        }
      }
      micros[round] = (cpuNanos() - start) / 1e3 / passes / images.size();
    }
    double[] counted = Arrays.copyOfRange(micros, rounds, micros.length);
    Arrays.sort(counted);
    return counted;
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new StatisticsCost()).execute(arguments));
  }
}
