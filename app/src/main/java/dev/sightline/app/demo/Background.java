package dev.sightline.app.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What runs beside the demo's own thread; a failure there shows at the next {@link #await}. */
final class Background implements AutoCloseable {
  private static final long LOOK_MS = 100;
  private static final long STOP_SECONDS = 30;

  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final List<Future<?>> tasks = new ArrayList<>();

  /** Something that runs until it is done or interrupted. */
  interface Task {
    void run() throws Exception;
  }

  Future<?> start(Task task) {
    Future<?> started =
        pool.submit(
            () -> {
              task.run();
              return null;
            });
    tasks.add(started);
    return started;
  }

  /**
   * Waits until a condition holds.
   *
   * @throws IllegalStateException when a task fails meanwhile
   */
  void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      throwFailure();
      Thread.sleep(LOOK_MS);
    }
    throwFailure();
  }

  private void throwFailure() throws InterruptedException {
    for (Future<?> task : tasks) {
      if (task.isDone()) {
        try {
          task.get();
        } catch (ExecutionException e) {
          throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
      }
    }
  }

  /** Interrupts what still runs and waits for it. */
  @Override
  public void close() {
    pool.shutdownNow();
    try {
      pool.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
