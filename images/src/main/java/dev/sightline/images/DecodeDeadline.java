package dev.sightline.images;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The end of the time that one image may take. It is over when the image has occupied the processor
 * for that time, or when twice that time has passed: a machine with other work shall not cost a
 * good image, nor hold up those behind it without end. For one thread.
 */
final class DecodeDeadline {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long maxNanos;
  private final LongSupplier clock;
  private final LongSupplier processorTime;
  private long startedAt;
  private long processorTimeAtStart;
  private boolean over;

  /** The time for an image is over. Without a stack trace: it reports on data, not on code. */
  private static final class TimeOverException extends IOException {
    private static final long serialVersionUID = 1;

    TimeOverException(String message) {
      super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  /**
   * @param clock nanoseconds from any start
   * @param processorTime nanoseconds that this thread has occupied the processor
   */
  DecodeDeadline(Duration maxTime, LongSupplier clock, LongSupplier processorTime) {
    this.maxNanos = maxTime.toNanos();
    this.clock = clock;
    this.processorTime = processorTime;
  }

  static DecodeDeadline of(Duration maxTime) {
    return new DecodeDeadline(
        maxTime,
        System::nanoTime,
        THREADS.isCurrentThreadCpuTimeSupported()
            ? THREADS::getCurrentThreadCpuTime
            : System::nanoTime);
  }

  /** An image begins. */
  void start() {
    over = false;
    startedAt = clock.getAsLong();
    processorTimeAtStart = processorTime.getAsLong();
  }

  /** Whether the time is over; once it is, until the next image begins. */
  boolean isOver() {
    if (!over) {
      long passed = clock.getAsLong() - startedAt;
      // No thread occupies the processor for longer than time passes: asked only then, as it's dear
      over =
          passed > maxNanos
              && (passed > 2 * maxNanos
                  || processorTime.getAsLong() - processorTimeAtStart > maxNanos);
    }
    return over;
  }

  /**
   * @throws IOException when the time is over
   */
  void check() throws IOException {
    if (isOver()) {
      throw new TimeOverException(message());
    }
  }

  /** What is said of an image whose time is over. */
  String message() {
    long millis = Duration.ofNanos(maxNanos).toMillis();
    return "not decoded within %d ms of the processor's time, or %d by the clock"
        .formatted(millis, 2 * millis);
  }
}
