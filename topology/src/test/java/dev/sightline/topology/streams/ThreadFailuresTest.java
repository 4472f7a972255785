package dev.sightline.topology.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.TaskId;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {
  private static final TaskId TASK = new TaskId(0, 3);
  private static final TaskId OTHER = new TaskId(0, 1);

  private final Map<TaskId, Long> committed = new HashMap<>();
  private final MovableClock clock = new MovableClock();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ThreadFailures failures =
      new ThreadFailures("scoring", () -> committed, clock, meters);

  private static StreamsException at(TaskId task) {
    return new StreamsException(
        "Exception caught in process. taskId=0_3, processor=score-images, topic=images,"
            + " partition=3, offset=17",
        new IllegalStateException("out of luck"),
        task);
  }

  private void fail(TaskId task, int times) {
    for (int i = 0; i < times; i++) {
      failures.add(at(task));
    }
  }

  @Test
  void aFewFailuresAreCountedButAreNoStandstill() {
    fail(TASK, ThreadFailures.TOO_MANY - 1);
    fail(OTHER, ThreadFailures.TOO_MANY - 1);

    assertThat(failures.stuck()).isEmpty();
    assertThat(
            meters.get("sightline.thread.failures").tag("application", "scoring").counter().count())
        .isEqualTo(2 * (ThreadFailures.TOO_MANY - 1));
  }

  @Test
  void failuresAtOneTaskWithoutACommitAreAStandstillAndSayWhereAndWhy() {
    fail(TASK, ThreadFailures.TOO_MANY);

    assertThat(failures.stuck())
        .contains(
            "3 stream threads in a row failed at images-3 at offset 17 without a commit between,"
                + " the last at 2024-05-01T12:00:00Z: java.lang.IllegalStateException: out of"
                + " luck");
  }

  @Test
  void theTaskIsNamedWhenTheRecordIsNotKnown() {
    for (int i = 0; i < ThreadFailures.TOO_MANY; i++) {
      failures.add(new StreamsException("flush", new IllegalStateException("full"), TASK));
    }

    assertThat(failures.stuck().orElseThrow()).contains("failed at task 0_3 without a commit");
  }

  @Test
  void whatATaskCouldNotSendIsItsFailureWhoeverItIsThrownAt() {
    for (int i = 0; i < ThreadFailures.TOO_MANY; i++) {
      failures.add(
          new StreamsException(
              "stream-task [0_1] Failed to flush cache",
              new StreamsException(
                  "Error encountered sending record to topic metrics for task 0_3 due to:"
                      + System.lineSeparator()
                      + "too large",
                  new IllegalStateException("too large")),
              OTHER));
    }
    committed.put(OTHER, 5L);

    assertThat(failures.stuck().orElseThrow()).contains("failed at task 0_3 without a commit");
    committed.put(TASK, 1L);
    assertThat(failures.stuck()).isEmpty();
  }

  @Test
  void aCommitOfTheTaskEndsTheStandstillAndOneOfAnotherDoesNot() {
    committed.put(TASK, 17L);
    fail(TASK, ThreadFailures.TOO_MANY);
    committed.put(OTHER, 100L);
    assertThat(failures.stuck()).isPresent();

    committed.put(TASK, 18L);

    assertThat(failures.stuck()).isEmpty();
    fail(TASK, 1);
    assertThat(failures.stuck()).isEmpty();
  }

  @Test
  void aTaskThatFailsNoMoreIsForgotten() {
    fail(TASK, ThreadFailures.TOO_MANY);

    clock.move(ThreadFailures.FORGOTTEN_AFTER);
    assertThat(failures.stuck()).isPresent();

    clock.move(Duration.ofMillis(1));
    assertThat(failures.stuck()).isEmpty();
  }

  @Test
  void failuresThatBelongToNoTaskCountTogether() {
    for (int i = 0; i < ThreadFailures.TOO_MANY; i++) {
      failures.add(new IllegalStateException("no memory for buffers"));
    }

    assertThat(failures.stuck().orElseThrow())
        .contains("no task in particular")
        .endsWith("no memory for buffers");
  }

  @Test
  void thePauseGrowsToFiveSeconds() {
    assertThat(failures.add(at(TASK))).isEqualTo(Duration.ofSeconds(1));
    assertThat(failures.add(at(TASK))).isEqualTo(Duration.ofSeconds(2));
    assertThat(failures.add(at(TASK))).isEqualTo(Duration.ofSeconds(4));
    assertThat(failures.add(at(TASK))).isEqualTo(Duration.ofSeconds(5));
    fail(TASK, 100);
    assertThat(failures.add(at(TASK))).isEqualTo(Duration.ofSeconds(5));
  }
}
