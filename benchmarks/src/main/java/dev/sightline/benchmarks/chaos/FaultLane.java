package dev.sightline.benchmarks.chaos;

import dev.sightline.benchmarks.chaos.FaultPlan.Planned;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Carries out the planned faults of one target, each at its time. */
record FaultLane(Target target, List<Planned> plan, Faulty faulty, Timeline timeline)
    implements Callable<Void> {

  @Override
  public Void call() throws InterruptedException {
    for (Planned planned : plan) {
      await(planned.fromSecond());
      timeline.say(target.toString(), planned.fault().beginning());
      faulty.begin(planned.fault());
      await(planned.untilSecond());
      faulty.end(planned.fault());
      timeline.say(target.toString(), planned.fault().end());
    }
    return null;
  }

  private void await(int second) throws InterruptedException {
    long left = TimeUnit.SECONDS.toMillis(second) - timeline.now().toMillis();
    if (left > 0) {
      Thread.sleep(left);
    }
  }
}
