package dev.sightline.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;

/**
 * A server on loopback that speaks the registry's protocol, keeps what it was asked, and can be
 * told to answer something else.
 */
final class FakeRegistry implements AutoCloseable {
  record Request(String method, String path, Headers headers, String body) {}

  /** What is answered instead of the truth; null from the function means: the truth. */
  interface Behaviour {
    Reply answer(Request request) throws IOException, InterruptedException;
  }

  record Reply(int status, String body) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final InMemorySchemaRegistry schemas = new InMemorySchemaRegistry();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile Behaviour behaviour = request -> null;

  private FakeRegistry(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  static FakeRegistry start() {
    try {
      return new FakeRegistry(HttpServer.create(anyPort(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static FakeRegistry startWithTls(HttpsConfigurator configurator) throws IOException {
    HttpsServer server = HttpsServer.create(anyPort(), 0);
    server.setHttpsConfigurator(configurator);
    return new FakeRegistry(server);
  }

  static FakeRegistry startWithTls(SSLContext context) throws IOException {
    return startWithTls(new HttpsConfigurator(context));
  }

  void behave(Behaviour other) {
    behaviour = other;
  }

  List<Request> requests() {
    return requests;
  }

  String url() {
    return (server instanceof HttpsServer ? "https" : "http") + "://" + address();
  }

  /** host:port */
  String address() {
    return "localhost:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              exchange.getRequestHeaders(),
              body);
      requests.add(request);
      Reply reply = behaviour.answer(request);
      send(exchange, reply == null ? truth(request) : reply);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private Reply truth(Request request) throws IOException {
    String[] path = request.path().split("/");
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    try {
      if (request.method().equals("GET")) {
        Schema schema = schemas.schema(Integer.parseInt(path[3]));
        return new Reply(200, answer.put("schema", schema.toString()).toString());
      }
      JsonNode sent = JSON.readTree(request.body());
      Schema schema = new Schema.Parser().parse(sent.path("schema").asText());
      String subject = URLDecoder.decode(path[2], StandardCharsets.UTF_8);
      int id =
          path.length > 3 ? schemas.register(subject, schema) : schemas.lookUp(subject, schema);
      return new Reply(200, answer.put("id", id).toString());
    } catch (SchemaRegistryException unknown) {
      return error(404, 40403, "not here");
    }
  }

  static Reply error(int status, int code, String message) {
    return new Reply(
        status,
        JsonNodeFactory.instance
            .objectNode()
            .put("error_code", code)
            .put("message", message)
            .toString());
  }
}
