package dev.sightline.benchmarks.training;

import dev.sightline.benchmarks.ChildProcess;
import dev.sightline.benchmarks.PythonOption;
import dev.sightline.inference.session.Precision;
import dev.sightline.trainer.network.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Runs the sides, one at a time, each in a process of its own that goes through all batch sizes.
 *
 * @param folder of {@link TrainingImages}, and for logs
 * @param network the one that all train
 */
record TrainingSides(
    Path folder, Network network, List<MeasuredSteps> batchSizes, PythonOption python) {
  private static final Duration WITHIN = Duration.ofMinutes(20);

  /**
   * One turn of one side.
   *
   * @return by batch size
   * @throws IllegalStateException when the side fails, with what it wrote
   */
  SortedMap<Integer, Pace> turn(Side side, int round) throws InterruptedException {
    Path log = folder.resolve("%s-%d.log".formatted(side, round).replace(", ", "-"));
    try (ChildProcess process = start(side, log)) {
      SortedMap<Integer, Pace> paces = new TreeMap<>();
      Pace.parse(process.await(WITHIN).stream()).forEach(pace -> paces.put(pace.batchSize(), pace));
      if (paces.size() != batchSizes.size()) {
        throw process.failure("gave %d results of %d".formatted(paces.size(), batchSizes.size()));
      }
      return paces;
    }
  }

  private ChildProcess start(Side side, Path log) {
    List<String> arguments = new ArrayList<>();
    arguments.add(folder.toString());
    boolean float32 = side.precision() == Precision.FLOAT32;
    if (side.framework() == Side.Framework.SIGHTLINE) {
      arguments.add(Side.name(side.precision()));
      arguments.add(Integer.toString(network.classes()));
    } else {
      arguments.add(float32 ? "float32" : "mixed_bfloat16");
      arguments.add(Integer.toString(network.parameters()));
    }
    batchSizes.forEach(steps -> arguments.add(steps.argument()));
    return side.framework() == Side.Framework.SIGHTLINE
        ? ChildProcess.java(SightlineSide.class, log, arguments)
        : python.start("keras_training.py", log, arguments);
  }
}
