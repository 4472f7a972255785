package dev.sightline.benchmarks.chaos;

import dev.sightline.benchmarks.ChildProcess;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * A process that can be killed, told to stop, made to stand still, and started again. One that ends
 * by itself is started again too, as an orchestrator would, when it is looked after. Safe for many
 * threads.
 */
final class FaultyProcess implements Faulty, AutoCloseable {
  private final NumberedLogs logs;
  private final Function<Path, ChildProcess> start;
  private ChildProcess process;
  private boolean inFault;
  private int endedByItself;

  /** Starts the process. */
  FaultyProcess(NumberedLogs logs, Function<Path, ChildProcess> start) {
    this.logs = logs;
    this.start = start;
    this.process = start.apply(logs.next());
  }

  @Override
  public synchronized void begin(Fault fault) throws InterruptedException {
    lookAfter();
    inFault = true;
    switch (fault) {
      case WORKER_KILLED -> process.kill();
      case WORKER_STOPPED, BROKER_STOPPED -> process.close();
      case WORKER_PAUSED, BROKER_PAUSED -> process.signal("STOP");
      default -> throw new IllegalArgumentException(fault + " befalls no process");
    }
  }

  @Override
  public synchronized void end(Fault fault) throws InterruptedException {
    inFault = false;
    switch (fault) {
      case WORKER_PAUSED, BROKER_PAUSED -> process.signal("CONT");
      default -> process = start.apply(logs.next());
    }
  }

  /**
   * Starts it again if it has ended by itself.
   *
   * @return whether it had
   */
  synchronized boolean lookAfter() throws InterruptedException {
    if (inFault || process.isAlive()) {
      return false;
    }
    endedByItself++;
    process.close();
    process = start.apply(logs.next());
    return true;
  }

  /** How often it ended by itself. */
  synchronized int endedByItself() {
    return endedByItself;
  }

  @Override
  public synchronized void close() throws InterruptedException {
    process.close();
  }
}
