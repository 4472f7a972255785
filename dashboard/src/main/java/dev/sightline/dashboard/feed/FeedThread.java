package dev.sightline.dashboard.feed;

import dev.sightline.schemas.rights.Refused;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does something over and over, with a pause after each failure, until closed. */
public final class FeedThread implements AutoCloseable {
  /** Between a failure and the next try. */
  public static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(FeedThread.class);
  private static final Duration END_WITHIN = Duration.ofSeconds(5);

  private final Thread thread;
  private final Work work;
  private final Consumer<Exception> onFailure;
  private volatile boolean closed;

  /** What is done: it returns to be called again. */
  public interface Work {
    void run() throws Exception;
  }

  /**
   * @param onFailure told of each failure, of which the first in a row is logged; not a right that
   *     lacks, which is logged for all threads together
   */
  public FeedThread(String name, Work work, Consumer<Exception> onFailure) {
    this.work = work;
    this.onFailure = onFailure;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    String said = "";
    while (!closed) {
      try {
        work.run();
        said = "";
      } catch (InterruptedException | InterruptException end) {
        return;
      } catch (Exception failure) {
        onFailure.accept(failure);
        said = log(said, failure);
        if (!pause()) {
          return;
        }
      }
    }
  }

  private String log(String said, Exception failure) {
    String text = failure.toString();
    if (!text.equals(said) && !closed) {
      if (!Refused.isSaidBy(failure)) {
        LOG.warn("{}: {}", thread.getName(), text);
      }
      LOG.debug("the failure", failure);
    }
    return text;
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
      return true;
    } catch (InterruptedException end) {
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(END_WITHIN.toMillis());
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
