package dev.sightline.topology;

import dev.sightline.topology.http.Health;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The parts of a worker, in the order in which they start; they close in the opposite order. A part
 * that can't start, or ends by itself, ends them all.
 */
final class Parts implements AutoCloseable {
  private final List<Part> inOrder;
  private final Duration watchEvery;
  private final Closing started = new Closing();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param watchEvery the time from one look at their health to the next
   */
  Parts(List<Part> inOrder, Duration watchEvery) {
    this.inOrder = List.copyOf(inOrder);
    this.watchEvery = watchEvery;
  }

  /**
   * Starts them and blocks until they are closed; whatever ends it, they are closed then.
   *
   * @throws RuntimeException of a part that can't start
   * @throws IllegalStateException when a part ended by itself; its cause is what ended the part
   */
  void run() throws InterruptedException {
    try {
      inOrder.forEach(this::start);
      watch();
    } finally {
      close();
    }
  }

  private void watch() throws InterruptedException {
    while (!closed.await(watchEvery.toMillis(), TimeUnit.MILLISECONDS)) {
      for (Part part : inOrder) {
        Health live = part.live();
        if (!live.healthy() && !isClosed()) {
          throw new IllegalStateException(live.reason(), part.failure().orElse(null));
        }
      }
    }
  }

  private synchronized void start(Part part) {
    if (!isClosed()) {
      started.add(part);
      part.start();
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Healthy when all parts are; otherwise the reason is that of the first one that isn't. */
  Health live() {
    return all(Part::live);
  }

  /** Healthy when all parts are; otherwise the reason is that of the first one that isn't. */
  Health ready() {
    return all(Part::ready);
  }

  private Health all(Function<Part, Health> ask) {
    List<Health> answers = inOrder.stream().map(ask).toList();
    return answers.stream()
        .filter(answer -> !answer.healthy())
        .findFirst()
        .orElseGet(
            () ->
                Health.healthy(
                    answers.stream().map(Health::reason).collect(Collectors.joining(", "))));
  }

  /** Closes those that were started; one that fails to close doesn't keep the others open. */
  @Override
  public void close() {
    closed.countDown();
    synchronized (this) {
      started.close();
    }
  }
}
