package dev.sightline.topology;

import dev.sightline.topology.http.Health;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of a worker, in the order in which they start; they close in the opposite order. A part
 * that can't start, or ends by itself, ends them all.
 */
final class Parts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final List<Part> inOrder;
  private final Duration watchEvery;
  private final Duration closeWithin;
  private final Closing started = new Closing();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ReadinessLog readiness = new ReadinessLog(System::nanoTime, LOG::warn, LOG::info);
  private final Object startingLock = new Object();
  private Thread starting;

  /**
   * @param watchEvery the time from one look at their health to the next
   * @param closeWithin the longest time that closing them all may take
   */
  Parts(List<Part> inOrder, Duration watchEvery, Duration closeWithin) {
    this.inOrder = List.copyOf(inOrder);
    this.watchEvery = watchEvery;
    this.closeWithin = closeWithin;
  }

  /**
   * Starts them and blocks until they are closed; whatever ends it, they are closed then.
   *
   * @throws RuntimeException of a part that can't start
   * @throws IllegalStateException when a part ended by itself; its cause is what ended the part
   */
  void run() throws InterruptedException {
    try {
      startAll();
      watch();
    } finally {
      close();
    }
  }

  /** What waits for a server that does not answer is interrupted by a close. */
  private void startAll() {
    synchronized (startingLock) {
      starting = Thread.currentThread();
    }
    try {
      inOrder.forEach(this::start);
    } catch (RuntimeException failed) {
      if (!isClosed()) {
        throw failed;
      }
      LOG.debug("closed while it started", failed);
    } finally {
      synchronized (startingLock) {
        starting = null;
        if (isClosed()) {
          Thread.interrupted();
        }
      }
    }
  }

  private void interruptStart() {
    synchronized (startingLock) {
      if (starting != null && starting != Thread.currentThread()) {
        starting.interrupt();
      }
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
      readiness.look(ready());
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

  /**
   * Healthy when all parts are; otherwise the reason is that of the first one that isn't. A part
   * that fails to say is not.
   */
  Health ready() {
    return all(Parts::readyOrNot);
  }

  private static Health readyOrNot(Part part) {
    try {
      return part.ready();
    } catch (RuntimeException untold) {
      LOG.debug("whether a part is ready can't be told", untold);
      return Health.unhealthy("can't be told: " + untold);
    }
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

  /**
   * Closes those that were started; one that fails to close doesn't keep the others open. Those
   * that are not closed in time are given up: they end with the process.
   */
  @Override
  public void close() {
    closed.countDown();
    interruptStart();
    boolean interrupted = Thread.interrupted(); // that is why they are closed, often
    Thread closing = new Thread(this::closeAll, "closing");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(closeWithin.toMillis());
    } catch (InterruptedException hurried) {
      interrupted = true;
    }
    if (closing.isAlive()) {
      LOG.warn("closing takes more than {} s, the rest is given up", closeWithin.toSeconds());
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void closeAll() {
    started.close();
  }
}
