package dev.sightline.dashboard.http;

import dev.sightline.dashboard.present.Changes;
import dev.sightline.dashboard.present.Part;
import io.javalin.Javalin;
import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Server-sent events that say which parts have changed. The id of an event is the number of the
 * last change in it; a browser that comes back with it learns what has changed since, whatever it
 * missed. A thread for each visitor: one that reads slowly holds up nobody.
 */
final class EventRoute implements AutoCloseable {
  private static final int MOST_VISITORS = 64;
  private static final Duration PACE = Duration.ofSeconds(1);
  private static final int QUIET_STEPS = 15;

  private final Changes changes;

  /** Numbers of another run mean nothing here. */
  private final String run = UUID.randomUUID().toString().substring(0, 8);

  private final Semaphore room = new Semaphore(MOST_VISITORS);
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "dashboard-events");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * What has changed.
   *
   * @param changed names of the parts, in lower case with dashes
   */
  record Changed(long number, List<String> changed) {}

  EventRoute(Changes changes) {
    this.changes = changes;
  }

  void addTo(Javalin server) {
    server.sse("/api/events", this::visit);
  }

  private void visit(SseClient client) {
    if (!room.tryAcquire()) {
      client.sendEvent("full", "too many pages are open");
      client.close();
      return;
    }
    client.keepAlive();
    long seen = seen(client.ctx().header("Last-Event-ID"));
    threads.execute(
        () -> {
          try {
            tell(client, seen);
          } finally {
            client.close();
            room.release();
          }
        });
  }

  private void tell(SseClient client, long from) {
    long seen = from;
    int quiet = 0;
    try {
      while (!client.terminated()) {
        long number = changes.number();
        if (number > seen || seen == from && quiet == 0) {
          client.sendEvent("changed", event(number, changes.since(seen)), run + "-" + number);
          seen = number;
          quiet = 1;
        } else if (++quiet % QUIET_STEPS == 0) {
          client.sendComment("still here");
        }
        Thread.sleep(PACE.toMillis());
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private static String event(long number, Set<Part> parts) {
    return Json.text(
        new Changed(
            number,
            parts.stream()
                .map(part -> part.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList()));
  }

  /** The number in the id of the last event that a browser got; 0 for none of this run. */
  private long seen(String id) {
    return id != null && id.matches(run + "-\\d{1,18}")
        ? Long.parseLong(id.substring(run.length() + 1))
        : 0;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
