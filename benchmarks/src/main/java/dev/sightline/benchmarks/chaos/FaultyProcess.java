package dev.sightline.benchmarks.chaos;

import dev.sightline.benchmarks.ChildProcess;
import java.nio.file.Path;
import java.util.function.Function;

/** A process that can be killed, told to stop, made to stand still, and started again. */
final class FaultyProcess implements Faulty, AutoCloseable {
  private final NumberedLogs logs;
  private final Function<Path, ChildProcess> start;
  private ChildProcess process;

  /** Starts the process. */
  FaultyProcess(NumberedLogs logs, Function<Path, ChildProcess> start) {
    this.logs = logs;
    this.start = start;
    this.process = start.apply(logs.next());
  }

  @Override
  public void begin(Fault fault) throws InterruptedException {
    switch (fault) {
      case WORKER_KILLED, BROKER_KILLED -> process.kill();
      case WORKER_STOPPED, BROKER_STOPPED -> process.close();
      case WORKER_PAUSED, BROKER_PAUSED -> process.signal("STOP");
      default -> throw new IllegalArgumentException(fault + " befalls no process");
    }
  }

  @Override
  public void end(Fault fault) throws InterruptedException {
    switch (fault) {
      case WORKER_PAUSED, BROKER_PAUSED -> process.signal("CONT");
      default -> process = start.apply(logs.next());
    }
  }

  /**
   * @throws IllegalStateException when it has ended by itself
   */
  void requireAlive() {
    process.requireAlive();
  }

  @Override
  public void close() throws InterruptedException {
    process.close();
  }
}
