package dev.sightline.topology;

import dev.sightline.topology.http.AddressFile;
import dev.sightline.topology.http.Health;
import dev.sightline.topology.http.HttpServer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker says of itself over HTTP: its meters, to which it adds the JVM's and the
 * processor's, and its health. It starts first and closes last, and closes the meters.
 */
final class HttpPart implements Part {
  private static final Logger LOG = LoggerFactory.getLogger(HttpPart.class);

  private final String host;
  private final int wantedPort;
  private final PrometheusMeterRegistry meters;
  private final Supplier<Health> live;
  private final Supplier<Health> ready;
  private final Closing opened = new Closing();
  private volatile HttpServer server;

  /**
   * @param wantedPort 0 for any free one
   * @param live the health of the whole worker, as is {@code ready}
   */
  HttpPart(
      String host,
      int wantedPort,
      PrometheusMeterRegistry meters,
      Supplier<Health> live,
      Supplier<Health> ready) {
    this.host = host;
    this.wantedPort = wantedPort;
    this.meters = meters;
    this.live = live;
    this.ready = ready;
  }

  /**
   * @throws org.apache.kafka.common.config.ConfigException when the address can't be listened on
   */
  @Override
  public void start() {
    opened.add(meters::close);
    Gauge.builder("sightline.ready", ready, asked -> asked.get().healthy() ? 1 : 0)
        .description("1 while the worker does its work, 0 while it does not")
        .register(meters);
    new JvmMemoryMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    opened.add(new JvmGcMetrics()).bindTo(meters);
    server = opened.add(new HttpServer(host, wantedPort, meters, live, ready));
    AddressFile.ofThisProcess().write(host, server.port());
    LOG.info("/metrics, /health/live and /health/ready on {}:{}", host, server.port());
  }

  /** The port it listens on; 0 while it does not. */
  int port() {
    HttpServer listening = server;
    return listening == null ? 0 : listening.port();
  }

  /** Healthy: who asks over HTTP gets no answer otherwise. */
  @Override
  public Health live() {
    return Health.healthy("http answers");
  }

  @Override
  public Health ready() {
    return live();
  }

  @Override
  public Optional<Throwable> failure() {
    return Optional.empty();
  }

  @Override
  public void close() {
    server = null;
    opened.close();
  }
}
