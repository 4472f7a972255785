package dev.sightline.benchmarks.chaos;

import dev.sightline.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks every second whether the workers say that they are ready, and whether images move. A second
 * in which images have not moved for {@value #STALL_SECONDS} s while a worker that answers says
 * that it is ready, and none says why not, is a lie.
 */
final class HealthWatch implements Callable<Void> {
  private static final int STALL_SECONDS = 20;
  private static final int SAY_EVERY_SECONDS = 15;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Map<String, Object> config;
  private final String group;
  private final List<Integer> ports;
  private final LongSupplier published;
  private final Timeline timeline;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private volatile boolean stopped;
  private volatile boolean allReady;
  private volatile long longestStallSeconds;
  private volatile long liedSeconds;

  HealthWatch(
      Map<String, Object> config,
      String group,
      List<Integer> ports,
      LongSupplier published,
      Timeline timeline) {
    this.config = config;
    this.group = group;
    this.ports = ports;
    this.published = published;
    this.timeline = timeline;
  }

  @Override
  public Void call() throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(config);
    settings.put("default.api.timeout.ms", Math.toIntExact(PATIENCE.toMillis()));
    settings.put("request.timeout.ms", Math.toIntExact(PATIENCE.toMillis()));
    long committed = 0;
    long movedAt = System.nanoTime();
    long saidAt = movedAt;
    try (Admin admin = Admin.create(settings)) {
      while (!stopped) {
        OptionalLong found = committed(admin);
        boolean waiting = found.isEmpty() || found.getAsLong() < end(admin).orElse(Long.MAX_VALUE);
        if (!waiting || found.orElse(committed) != committed) {
          movedAt = System.nanoTime();
        }
        committed = found.orElse(committed);
        List<String> answers = ports.stream().map(this::answer).toList();
        long stallSeconds = secondsSince(movedAt);
        longestStallSeconds = Math.max(longestStallSeconds, stallSeconds);
        allReady = answers.stream().allMatch(each -> each.equals("ready"));
        if (stallSeconds >= STALL_SECONDS && allReady) {
          liedSeconds++;
        }
        if (secondsSince(saidAt) >= SAY_EVERY_SECONDS) {
          saidAt = System.nanoTime();
          timeline.say(
              "watch",
              "%d published, %s committed; workers: %s"
                  .formatted(
                      published.getAsLong(),
                      found.isPresent() ? found.getAsLong() : "? of " + committed,
                      String.join("; ", answers)));
        }
        TimeUnit.SECONDS.sleep(1);
      }
    }
    return null;
  }

  private static long secondsSince(long nanos) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanos);
  }

  /** Whether both workers said so a moment ago. */
  boolean allReady() {
    return allReady;
  }

  void stop() {
    stopped = true;
  }

  /** The longest time that images waited and none was committed. */
  long longestStallSeconds() {
    return longestStallSeconds;
  }

  long liedSeconds() {
    return liedSeconds;
  }

  private String answer(int port) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
            .timeout(PATIENCE)
            .build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      return response.statusCode() == 200 ? "ready" : reason(response.body());
    } catch (IOException away) {
      return "no answer";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "no answer";
    }
  }

  private static String reason(String json) {
    String text = json.replaceAll(".*\"reason\":\"", "").replaceAll("\"[,}].*", "");
    return text.length() <= 90 ? text : text.substring(0, 90) + "…";
  }

  /** Images that the group has committed. */
  private OptionalLong committed(Admin admin) throws InterruptedException {
    try {
      return OptionalLong.of(
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get()
              .values()
              .stream()
              .mapToLong(OffsetAndMetadata::offset)
              .sum());
    } catch (ExecutionException away) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong end(Admin admin) throws InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (int partition = 0; partition < ChaosServers.PARTITIONS; partition++) {
      latest.put(new TopicPartition(Topics.IMAGES.name(), partition), OffsetSpec.latest());
    }
    try {
      return OptionalLong.of(
          admin.listOffsets(latest).all().get().values().stream()
              .mapToLong(each -> each.offset())
              .sum());
    } catch (ExecutionException away) {
      return OptionalLong.empty();
    }
  }

  /** Whether all that was published is committed. */
  boolean isDone() throws InterruptedException {
    try (Admin admin = Admin.create(config)) {
      OptionalLong committed = committed(admin);
      return committed.isPresent() && committed.equals(end(admin));
    }
  }
}
