package dev.sightline.benchmarks.training;

import dev.sightline.app.folder.TemporaryFolder;
import dev.sightline.benchmarks.DataOption;
import dev.sightline.benchmarks.PythonOption;
import dev.sightline.inference.session.Precision;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.network.Networks;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the trainer beside Keras. */
@Command(
    name = "benchmarks/train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Images/s of the tutorial recipe beside the tutorial's own few lines in Keras, on the same",
      "images, in float32 and bfloat16, at several batch sizes; all in one run, each side in a",
      "process of its own, in turn, round after round."
    })
public final class TrainingBenchmark implements Callable<Integer> {
  private static final List<Integer> BATCH_SIZES =
      List.of(Comparison.TUTORIALS_BATCH_SIZE, 64, 128, 256);

  @Spec private CommandSpec spec;

  @Option(
      names = "--rounds",
      paramLabel = "K",
      defaultValue = "3",
      description = "How often each side has its turn (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "80",
      description =
          "Measured steps of batch "
              + Comparison.TUTORIALS_BATCH_SIZE
              + "; other batch sizes train about as many images, and all are warmed up by a quarter"
              + " of that (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Mixin private DataOption data;

  @Mixin private PythonOption python;

  @Override
  public Integer call() throws Exception {
    if (rounds < 1 || steps < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds and --steps must be at least 1");
    }
    python.require();
    List<MeasuredSteps> measured = measuredSteps();
    DataSet images = data.source().load();
    requireEnough(images, measured);
    try (TemporaryFolder folder = TemporaryFolder.create("sightline-benchmark-")) {
      TrainingImages.write(images.training(), folder.path());
      TrainingSides sides =
          new TrainingSides(
              folder.path(), Networks.tutorial(images.classes().size()), measured, python);
      TrainingRounds done = measure(sides);
      new TrainingReport(done, Precision.AUTO.resolve(), System.out).print();
    }
    return 0;
  }

  private List<MeasuredSteps> measuredSteps() {
    int perTurn = Math.multiplyExact(steps, Comparison.TUTORIALS_BATCH_SIZE);
    return BATCH_SIZES.stream().map(size -> MeasuredSteps.of(size, perTurn)).toList();
  }

  private void requireEnough(DataSet images, List<MeasuredSteps> measured) {
    int needed = measured.stream().mapToInt(MeasuredSteps::allImages).max().orElseThrow();
    if (images.training().size() < needed) {
      throw new ParameterException(
          spec.commandLine(),
          "--steps=%d needs %,d training images, but there are %,d"
              .formatted(steps, needed, images.training().size()));
    }
  }

  private TrainingRounds measure(TrainingSides sides) throws InterruptedException {
    List<Map<Side, SortedMap<Integer, Pace>>> done = new ArrayList<>();
    for (int round = 1; round <= rounds; round++) {
      Map<Side, SortedMap<Integer, Pace>> turns = new HashMap<>();
      for (Side side : Side.ALL) {
        SortedMap<Integer, Pace> paces = sides.turn(side, round);
        turns.put(side, paces);
        System.out.println(TrainingReport.line(round, side, paces.values(), load()));
      }
      done.add(turns);
    }
    return new TrainingRounds(done);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new TrainingBenchmark()).execute(arguments));
  }
}
