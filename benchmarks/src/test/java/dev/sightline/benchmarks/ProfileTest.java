package dev.sightline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static Profile.Moment moment(
      long streamCpu, long streamWaiting, long jit, WorkerMetrics metrics) {
    return new Profile.Moment(
        new ThreadTimes(
            Map.of(ThreadGroup.STREAM, streamCpu, ThreadGroup.JIT, jit),
            Map.of(ThreadGroup.STREAM, streamWaiting)),
        metrics);
  }

  @Test
  void countsDecodingAndScoringByTheTimeThatThreadsWereOnACore() {
    Profile profile =
        Profile.between(
            moment(1_000_000, 0, 7_000, new WorkerMetrics(100, 10, 1, 1)),
            // 200 images; 100 ms on a core and 100 ms waiting for one: half of any wall-clock time
            moment(101_000_000, 100_000_000, 407_000, new WorkerMetrics(300, 20, 1.04, 1.12)));

    assertThat(profile.rows().values())
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-6 ? 0 : Double.compare(a, b))
        .containsExactly(500.0, 100.0, 300.0, 100.0, 0.0, 0.0, 2.0, 0.0);
    assertThat(profile.batchSize()).isCloseTo(20, within(1e-9));
  }

  @Test
  void tellsThreadsByWhatLinuxKeepsOfTheirNames() {
    assertThat(ThreadGroup.of("worker-1-score-", "worker-")).isEqualTo(ThreadGroup.STREAM);
    assertThat(ThreadGroup.of("worker-..read-1", "worker-")).isEqualTo(ThreadGroup.STREAM);
    assertThat(ThreadGroup.of("kafka-producer-", "worker-")).isEqualTo(ThreadGroup.PRODUCER);
    assertThat(ThreadGroup.of("G1 Conc#0", "worker-")).isEqualTo(ThreadGroup.GARBAGE_COLLECTION);
    assertThat(ThreadGroup.of("C2 CompilerThre", "worker-")).isEqualTo(ThreadGroup.JIT);
    assertThat(ThreadGroup.of("kafka-coordinat", "worker-")).isEqualTo(ThreadGroup.OTHER);
  }
}
