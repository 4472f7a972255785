package dev.sightline.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What a worker's own meters say so far. Seconds are of wall-clock time, of all its threads. */
record WorkerMetrics(double images, double batches, double decodeSeconds, double scoreSeconds) {

  static WorkerMetrics of(int port) throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
    try {
      String text =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
              .body();
      return new WorkerMetrics(
          value(text, "sightline_batch_size_sum"),
          value(text, "sightline_batch_size_count"),
          value(text, "sightline_decode_seconds_sum"),
          value(text, "sightline_score_seconds_sum"));
    } catch (IOException e) {
      throw new UncheckedIOException(uri.toString(), e);
    }
  }

  private static double value(String text, String metric) {
    return text.lines()
        .filter(line -> line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(metric.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("/metrics lacks " + metric));
  }
}
