package dev.sightline.app.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What one thread opens and any may close: all of it, the last one first, and whatever would be
 * opened after that at once. Safe for many threads.
 */
final class Opened implements AutoCloseable {
  /** What is closed without a checked exception. */
  interface Part extends AutoCloseable {
    @Override
    void close();
  }

  private final Deque<Part> parts = new ArrayDeque<>();
  private boolean closed;

  /**
   * Takes something over.
   *
   * @return the same
   * @throws InterruptedException when all was closed already; then this is closed, too
   */
  <T extends Part> T add(T part) throws InterruptedException {
    synchronized (this) {
      if (!closed) {
        parts.push(part);
        return part;
      }
    }
    part.close();
    throw new InterruptedException("closed already");
  }

  @Override
  public void close() {
    Deque<Part> toClose;
    synchronized (this) {
      closed = true;
      toClose = new ArrayDeque<>(parts);
      parts.clear();
    }
    closeAll(toClose);
  }

  /** Each is closed, whatever another one throws. */
  private static void closeAll(Deque<Part> parts) {
    if (parts.isEmpty()) {
      return;
    }
    try {
      parts.pop().close();
    } finally {
      closeAll(parts);
    }
  }
}
