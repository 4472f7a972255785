package dev.sightline.benchmarks.chaos;

import static dev.sightline.benchmarks.chaos.Target.BROKER;
import static dev.sightline.benchmarks.chaos.Target.CAMERA;
import static dev.sightline.benchmarks.chaos.Target.FIRST_WORKER;
import static dev.sightline.benchmarks.chaos.Target.IMAGES;
import static dev.sightline.benchmarks.chaos.Target.MODELS;
import static dev.sightline.benchmarks.chaos.Target.REGISTRY;
import static dev.sightline.benchmarks.chaos.Target.SECOND_WORKER;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A kind of fault: whom it befalls and how long it lasts. The broker is not killed: of topics that
 * it alone keeps, Kafka's own transactions don't survive that (RATIONALE.md).
 */
enum Fault {
  WORKER_KILLED("killed", "started again", 1, 10, FIRST_WORKER, SECOND_WORKER),
  WORKER_STOPPED("told to stop", "started again", 10, 20, FIRST_WORKER, SECOND_WORKER),
  WORKER_PAUSED("stands still", "goes on", 5, 60, FIRST_WORKER, SECOND_WORKER),
  BROKER_STOPPED("shut down", "started again", 5, 30, BROKER),
  BROKER_PAUSED("stands still", "goes on", 3, 25, BROKER),
  REGISTRY_REFUSES("refuses connections", "answers again", 5, 40, REGISTRY),
  REGISTRY_SILENT("takes connections and says nothing", "answers again", 5, 40, REGISTRY),
  SLOW_IMAGES("images of 49 million pixels among the others", "none any more", 5, 15, IMAGES),
  POISONED_IMAGES("records that are no images among the others", "none any more", 5, 30, IMAGES),
  CLOCK_AHEAD("a camera's clock is 30 minutes ahead", "right again", 10, 60, CAMERA),
  VERSION_SWAPPED("another version is made champion", "nothing more", 1, 2, MODELS),
  BAD_VERSION(
      "a version that fails its golden images is made champion", "taken back", 5, 20, MODELS);

  private final String beginning;
  private final String end;
  private final int minSeconds;
  private final int maxSeconds;
  private final Set<Target> targets;

  Fault(String beginning, String end, int minSeconds, int maxSeconds, Target... targets) {
    this.beginning = beginning;
    this.end = end;
    this.minSeconds = minSeconds;
    this.maxSeconds = maxSeconds;
    this.targets = Set.of(targets);
  }

  static List<Fault> of(Target target) {
    return Arrays.stream(values()).filter(fault -> fault.targets.contains(target)).toList();
  }

  String beginning() {
    return beginning;
  }

  String end() {
    return end;
  }

  int minSeconds() {
    return minSeconds;
  }

  int maxSeconds() {
    return maxSeconds;
  }
}
