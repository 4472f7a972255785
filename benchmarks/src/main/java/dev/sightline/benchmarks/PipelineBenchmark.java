package dev.sightline.benchmarks;

import dev.sightline.app.folder.TemporaryFolder;
import dev.sightline.trainer.data.source.DataSource;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the worker beside its bare model and beside a plain Kafka Streams program. */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Images/s and CPU time an image of (a) the bare model, (b) the pipeline's worker and (c) a",
      "plain Kafka Streams program that calls the model once for each record; all in one run, each",
      "in a JVM of its own, in turn, round after round."
    })
public final class PipelineBenchmark implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private DataOption data;

  @Option(
      names = "--images",
      paramLabel = "N",
      defaultValue = "250000",
      description =
          "Images on the topic at first; where they are too few, more follow (default:"
              + " ${DEFAULT-VALUE}).")
  private int images;

  @Option(
      names = "--rounds",
      paramLabel = "K",
      defaultValue = "3",
      description = "How often each side has its turn (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Override
  public Integer call() throws Exception {
    if (images < 1000 || rounds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--images must be at least 1000 and --rounds at least 1");
    }
    DataSource source = data.source();
    try (TemporaryFolder folder = TemporaryFolder.create("sightline-benchmark-");
        Cluster cluster = Cluster.start(folder.path())) {
      System.out.println("Training the model and publishing " + images + " images …");
      Inputs inputs = Inputs.prepare(source, "tutorial", cluster, folder.path());
      ImageSupply supply =
          new ImageSupply(
              images, more -> Inputs.publishImages(source, cluster, more), System.out::println);
      Sides sides = new Sides(cluster, inputs, folder.path());
      List<Round> done = new ArrayList<>();
      for (int number = 1; number <= rounds; number++) {
        done.add(supply.enoughFor(sides::round));
        System.out.println(Report.line(number, done.get(number - 1), load()));
      }
      new Report(done, System.out).print();
    }
    return 0;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new PipelineBenchmark()).execute(arguments));
  }
}
