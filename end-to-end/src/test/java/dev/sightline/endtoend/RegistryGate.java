package dev.sightline.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** A schema registry that can be away: it passes requests on while it is open. */
final class RegistryGate implements AutoCloseable {
  private static final int UNAVAILABLE = 503;

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;
  private final URI registry;
  private volatile boolean open;

  private RegistryGate(URI registry) throws IOException {
    this.registry = registry;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** A gate, closed, before a registry. */
  static RegistryGate before(Object registryUrl) throws IOException {
    return new RegistryGate(URI.create(registryUrl.toString()));
  }

  /** Its address, to be given in place of the registry's. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + registry.getPath();
  }

  void open() {
    open = true;
  }

  void shut() {
    open = false;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!open) {
        exchange.sendResponseHeaders(UNAVAILABLE, -1);
        return;
      }
      HttpResponse<byte[]> answer = client.send(request(exchange), BodyHandlers.ofByteArray());
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private HttpRequest request(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    return HttpRequest.newBuilder(registry.resolve(exchange.getRequestURI()))
        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
        .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
        .build();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
