package dev.sightline.app.demo;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Something that starts in a thread of its own while other work goes on. Owns what has started:
 * closing this closes it, and interrupts a start that is not done. {@link #await} is for any
 * thread.
 */
final class Starting<T> implements Opened.Part {
  private final FutureTask<T> start;
  private final Consumer<T> close;
  private final Thread thread;

  /**
   * Begins to start something.
   *
   * @param name of the thread
   * @param start may be interrupted, and leaves nothing open then, nor when it fails
   * @param close closes what it gave
   */
  Starting(String name, Callable<T> start, Consumer<T> close) {
    this.start = new FutureTask<>(start);
    this.close = close;
    this.thread = new Thread(this.start, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * What has started, once it has.
   *
   * @throws InterruptedException when this thread, or the start, was interrupted
   * @throws IllegalStateException when it could not start, with the message of what stopped it
   */
  T await() throws InterruptedException {
    try {
      return start.get();
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof InterruptedException) {
        throw new InterruptedException();
      }
      throw new IllegalStateException(cause.getMessage(), cause);
    }
  }

  /** Waits for the start to be over, and closes what it gave; also on an interrupted thread. */
  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    thread.interrupt();
    try {
      close.accept(start.get());
    } catch (ExecutionException neverStarted) {
      // There is nothing to close; what stopped it is told to whoever awaits it.
    } catch (InterruptedException hurried) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
