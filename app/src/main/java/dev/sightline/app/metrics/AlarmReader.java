package dev.sightline.app.metrics;

import dev.sightline.app.follow.RecordView;
import dev.sightline.dashboard.feed.UnfitRecordException;
import dev.sightline.dashboard.present.Alerts;
import dev.sightline.schemas.DriftAlert;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The alarms as they come, read by a thread of their own beside the windows. What the topic held at
 * the beginning is there when {@link #start} returns, unless the broker takes too long.
 */
final class AlarmReader implements RecordView<DriftAlert>, AutoCloseable {
  private static final int BEGIN_WITHIN_SECONDS = 10;
  private static final int END_WITHIN_MS = 5_000;

  private final Alerts alerts;
  private final Consumer<String> note;
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private final Thread thread;

  /** Follows the topic from its beginning on, and hands its records to a view. */
  interface Following {
    void follow(RecordView<DriftAlert> view) throws InterruptedException;
  }

  private AlarmReader(Following following, Alerts alerts, Consumer<String> note) {
    this.alerts = alerts;
    this.note = note;
    this.thread = new Thread(() -> run(following), "alarms");
    thread.setDaemon(true);
  }

  /**
   * Starts to read.
   *
   * @param alerts gets the alarms
   * @param note is told once if the reading ends
   */
  static AlarmReader start(Following following, Alerts alerts, Consumer<String> note)
      throws InterruptedException {
    AlarmReader reader = new AlarmReader(following, alerts, note);
    reader.thread.start();
    try {
      reader.caughtUp.await(BEGIN_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException ended) {
      reader.close();
      throw ended;
    }
    return reader;
  }

  private void run(Following following) {
    try {
      following.follow(this);
    } catch (InterruptedException | InterruptException closed) {
      // as asked for
    } catch (RuntimeException failed) {
      note.accept("alarms are not shown: " + failed.getMessage());
    } finally {
      caughtUp.countDown();
    }
  }

  @Override
  public boolean add(DriftAlert alert) {
    try {
      alerts.add(alert);
    } catch (UnfitRecordException fault) {
      note.accept("passed over: " + fault.getMessage());
    }
    return true;
  }

  @Override
  public boolean pause() {
    caughtUp.countDown();
    return true;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(END_WITHIN_MS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }
}
