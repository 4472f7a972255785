package dev.sightline.dashboard.http;

import dev.sightline.dashboard.settings.DashboardSettings;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.router.ParsedEndpoint;
import io.javalin.util.JavalinBindException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of the dashboard: the page, the views, labelling and events behind the gate. */
public final class DashboardServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DashboardServer.class);
  private static final long MAX_REQUEST_BYTES = 16 * 1024;
  private static final int MOST_THREADS = 32;

  private final Javalin server;
  private final EventRoute events;

  /**
   * Starts to listen.
   *
   * @throws ConfigException when the address is taken or none of this machine's
   */
  public DashboardServer(DashboardSettings settings, Served served, InstantSource clock) {
    this.events = new EventRoute(served.present().changes());
    Gate gate = new Gate(settings, clock);
    this.server =
        Javalin.create(
            config -> {
              config.showJavalinBanner = false;
              config.http.maxRequestSize = MAX_REQUEST_BYTES;
              config.jetty.threadPool = new QueuedThreadPool(MOST_THREADS, 2);
            });
    server.before(SecurityHeaders::set);
    server.before(gate::check);
    server.before(KnownParameters.ofTheContract()::check);
    server.post(Gate.SIGN_IN, gate::signIn);
    new PageFiles()
        .all()
        .forEach(
            (path, file) ->
                server.get(path, context -> context.contentType(file.type()).result(file.bytes())));
    server.get("/health", context -> health(context, served.fault().get()));
    server.get(Gate.LIVE, context -> health(context, Optional.empty()));
    new ViewRoutes(served, settings.labels()).addTo(server);
    new LabelRoutes(served, settings.labels()).addTo(server);
    events.addTo(server);
    server.error(404, DashboardServer::unknown);
    server.error(405, DashboardServer::unknown);
    server.exception(RefusedException.class, DashboardServer::refuse);
    server.exception(Exception.class, DashboardServer::fail);
    start(settings.host(), settings.port());
  }

  private void start(String host, int port) {
    try {
      server.start(host, port);
    } catch (JavalinBindException taken) {
      close();
      throw new ConfigException(
          "can't listen on %s:%d: %s Port 0 is any free one."
              .formatted(host, port, taken.getMessage()));
    }
  }

  private static void health(Context context, Optional<String> fault) {
    context.status(fault.isPresent() ? 503 : 200);
    Json.answer(
        context,
        fault
            .map(reason -> Map.of("healthy", (Object) false, "reason", reason))
            .orElse(Map.of("healthy", true)));
  }

  private static void refuse(RefusedException refusal, Context context) {
    if (context.path().equals("/") && refusal.status() == 401) {
      context.redirect(Gate.SIGN_IN);
      return;
    }
    context.status(refusal.status());
    if (context.path().equals(Gate.SIGN_IN)) {
      context.contentType(PageFiles.HTML).result(PageFiles.signIn(refusal.getMessage()));
    } else {
      Json.answer(context, Map.of("error", refusal.getMessage()));
    }
  }

  /** What a route refuses with this status has said more, as JSON. */
  private static void unknown(Context context) {
    if (!String.valueOf(context.res().getContentType()).startsWith("application/json")) {
      Json.answer(
          context,
          Map.of(
              "error",
              "%s %s is not answered here: /openapi.json has what is"
                  .formatted(context.method(), context.path())));
    }
  }

  private static void fail(Exception failure, Context context) {
    LOG.warn("{} {} failed", context.method(), context.path(), failure);
    context.status(500);
    Json.answer(context, Map.of("error", "the dashboard failed at this: its log says more"));
  }

  /** The routes below {@code /api/}: each its method and path. */
  Set<String> routes() {
    return server.unsafeConfig().pvt.internalRouter.allHttpHandlers().stream()
        .map(ParsedEndpoint::getEndpoint)
        .filter(endpoint -> endpoint.getPath().startsWith("/api/"))
        .map(endpoint -> endpoint.getMethod() + " " + endpoint.getPath())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  @Override
  public void close() {
    events.close();
    server.stop();
  }
}
