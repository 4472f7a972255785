package dev.sightline.topology.http;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.util.JavalinBindException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;

/**
 * Serves {@code /metrics} in Prometheus' text format, {@code /health/live} (restart me if not) and
 * {@code /health/ready} (send me no traffic if not): 200 or 503 with a reason as JSON.
 */
public final class HttpServer implements AutoCloseable {
  private final Javalin server;

  /**
   * Starts to listen.
   *
   * @param port 0 for any free one
   * @throws ConfigException when the address is taken or none of this machine's
   */
  public HttpServer(
      String host,
      int port,
      PrometheusMeterRegistry metrics,
      Supplier<Health> live,
      Supplier<Health> ready) {
    this.server =
        Javalin.create(config -> config.showJavalinBanner = false)
            .get(
                "/metrics",
                context ->
                    context
                        .contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(metrics.scrape()))
            .get("/health/live", context -> answer(context, live.get()))
            .get("/health/ready", context -> answer(context, ready.get()))
            .error(404, HttpServer::unknown)
            .error(405, HttpServer::unknown);
    try {
      server.start(host, port);
    } catch (JavalinBindException e) {
      server.stop();
      throw new ConfigException(
          "can't listen on %s:%d (sightline.http.host, sightline.http.port): %s Port 0 is any free"
              + " one.".formatted(host, port, e.getMessage()));
    }
  }

  private static void answer(Context context, Health health) {
    context.status(health.healthy() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    context.json(Map.of("healthy", health.healthy(), "reason", health.reason()));
  }

  private static void unknown(Context context) {
    context.json(
        Map.of(
            "error",
            "%s %s is not answered here: GET /metrics, /health/live and /health/ready are"
                .formatted(context.method(), context.path())));
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    server.stop();
  }
}
