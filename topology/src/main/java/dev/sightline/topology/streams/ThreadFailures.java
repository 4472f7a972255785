package dev.sightline.topology.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.TaskId;

/**
 * The stream threads of one application that failed, by the task that they failed at. Kafka Streams
 * replaces them and says that it is running; whether it gets on is seen by the offsets that a task
 * commits between two failures. Safe for many threads.
 */
public final class ThreadFailures {
  /** In a row, without a commit of the task. */
  static final int TOO_MANY = 3;

  /** A task that does not fail for so long is well, though it may have had nothing to commit. */
  static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final TaskId NO_TASK = new TaskId(-1, -1);

  /** As Kafka Streams says where it was. */
  private static final Pattern RECORD =
      Pattern.compile("topic=([^,\\s]+), partition=(\\d+), offset=(\\d+)");

  private static final Pattern SENDER =
      Pattern.compile("sending record to topic \\S+ for task (\\d+_\\d+)");

  /**
   * @param committed the sum of the offsets that the task had committed
   */
  private record Row(int failures, long committed, Instant last, String where, String cause) {}

  private final Supplier<Map<TaskId, Long>> committed;
  private final Clock clock;
  private final Counter counter;
  private final Map<TaskId, Row> rows = new HashMap<>();

  /**
   * @param committed the sum of the offsets that each task of this worker has committed
   */
  public ThreadFailures(
      String application,
      Supplier<Map<TaskId, Long>> committed,
      Clock clock,
      MeterRegistry meters) {
    this.committed = committed;
    this.clock = clock;
    this.counter =
        Counter.builder("sightline.thread.failures")
            .description("Stream threads that failed and were replaced")
            .tag("application", application)
            .register(meters);
  }

  /**
   * A stream thread has failed.
   *
   * @return how long to wait before it is replaced: the more failures in a row, the longer
   */
  public synchronized Duration add(Throwable cause) {
    counter.increment();
    TaskId task = task(cause);
    Row before = rows.get(task);
    int failures = before == null || isOver(task, before) ? 1 : before.failures + 1;
    rows.put(
        task,
        new Row(
            failures, committedBy(task), clock.instant(), where(task, cause), Causes.root(cause)));
    Duration pause = Duration.ofSeconds(1L << Math.min(failures - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /** The task that threads fail at again and again, and why; empty when there is none. */
  public synchronized Optional<String> stuck() {
    return rows.entrySet().stream()
        .filter(row -> row.getValue().failures >= TOO_MANY)
        .filter(row -> !isOver(row.getKey(), row.getValue()))
        .map(Map.Entry::getValue)
        .findFirst()
        .map(
            row ->
                "%d stream threads in a row failed at %s without a commit between, the last at %s: %s"
                    .formatted(row.failures, row.where, ThreadSigns.seconds(row.last), row.cause));
  }

  private boolean isOver(TaskId task, Row row) {
    return committedBy(task) > row.committed
        || row.last.plus(FORGOTTEN_AFTER).isBefore(clock.instant());
  }

  private long committedBy(TaskId task) {
    return committed.get().getOrDefault(task, Long.MIN_VALUE);
  }

  /**
   * The tasks of a thread share a producer: what one of them could not send is thrown at whichever
   * comes next, and it is the message alone that says whose it was.
   */
  private static TaskId task(Throwable cause) {
    return Causes.of(cause)
        .map(each -> SENDER.matcher(String.valueOf(each.getMessage())))
        .filter(Matcher::find)
        .map(of -> TaskId.parse(of.group(1)))
        .findFirst()
        .or(() -> Causes.find(StreamsException.class, cause).flatMap(StreamsException::taskId))
        .orElse(NO_TASK);
  }

  private static String where(TaskId task, Throwable cause) {
    return Causes.of(cause)
        .map(each -> RECORD.matcher(String.valueOf(each.getMessage())))
        .filter(Matcher::find)
        .map(at -> "%s-%s at offset %s".formatted(at.group(1), at.group(2), at.group(3)))
        .findFirst()
        .orElse(task.equals(NO_TASK) ? "no task in particular" : "task " + task);
  }
}
