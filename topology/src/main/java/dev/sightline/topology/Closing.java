package dev.sightline.topology;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is open and to be closed, last opened first. One that fails to close is logged and doesn't
 * keep the others open. For one thread at a time.
 */
final class Closing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Remembers to close it, and gives it back. */
  <T extends AutoCloseable> T add(T opened) {
    open.push(opened);
    return opened;
  }

  @Override
  public void close() {
    boolean interrupted = false;
    while (!open.isEmpty()) {
      AutoCloseable last = open.pop();
      try {
        last.close();
      } catch (InterruptedException e) {
        interrupted = true;
        LOG.warn("{} was interrupted while it closed", last.getClass().getSimpleName());
      } catch (Exception e) {
        LOG.warn("{} did not close well", last.getClass().getSimpleName(), e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
