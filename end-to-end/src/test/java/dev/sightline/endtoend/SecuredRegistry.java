package dev.sightline.endtoend;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.registry.SchemaRegistryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;

/** A schema registry behind TLS that answers to one user alone, whose password may change. */
final class SecuredRegistry implements AutoCloseable {
  private static final String USER = "sightline";
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Reply(int status, Map<String, ?> body) {
    static Reply error(int code, String message) {
      return new Reply(code / 100, Map.of("error_code", code, "message", message));
    }
  }

  private final SchemaRegistry schemas =
      SchemaRegistries.of(Map.of("schema.registry.url", "mock://" + UUID.randomUUID()));
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Certificates certificates;
  private final HttpsServer server;
  private volatile String password = "first-secret";

  private SecuredRegistry(Certificates certificates) throws IOException, GeneralSecurityException {
    this.certificates = certificates;
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificates.serving("localhost")));
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** One that shows the certificate of localhost. */
  static SecuredRegistry start(Certificates certificates)
      throws IOException, GeneralSecurityException {
    return new SecuredRegistry(certificates);
  }

  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The settings of a client, as docs/security.md has them, with the password of now. */
  Map<String, String> login() {
    Map<String, String> settings = new HashMap<>();
    settings.put("schema.registry.url", "https://" + address());
    settings.put("basic.auth.credentials.source", "USER_INFO");
    settings.put("basic.auth.user.info", USER + ":" + password);
    settings.put("schema.registry.ssl.truststore.type", "PEM");
    settings.put("schema.registry.ssl.truststore.location", certificates.authority().toString());
    return settings;
  }

  String password() {
    return password;
  }

  /** Refuses the former one from now on. */
  void changePassword(String password) {
    this.password = password;
  }

  /** Takes a schema in past the login. */
  int register(String subject, Schema schema) {
    return schemas.register(subject, schema);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] sent = exchange.getRequestBody().readAllBytes();
      Reply reply = isLoggedIn(exchange) ? reply(exchange, sent) : Reply.error(40101, "who?");
      byte[] body = JSON.writeValueAsBytes(reply.body());
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private boolean isLoggedIn(HttpExchange exchange) {
    byte[] user = (USER + ":" + password).getBytes(StandardCharsets.UTF_8);
    return ("Basic " + Base64.getEncoder().encodeToString(user))
        .equals(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  /** /schemas/ids/ID, /subjects/SUBJECT to look up, /subjects/SUBJECT/versions to register. */
  private Reply reply(HttpExchange exchange, byte[] sent) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/");
    try {
      if (exchange.getRequestMethod().equals("GET")) {
        Schema schema = schemas.schema(Integer.parseInt(path[3]));
        return new Reply(200, Map.of("schema", schema.toString()));
      }
      Schema schema = new Schema.Parser().parse(JSON.readTree(sent).path("schema").asText());
      int id =
          path.length > 3 ? schemas.register(path[2], schema) : schemas.lookUp(path[2], schema);
      return new Reply(200, Map.of("id", id));
    } catch (SchemaRegistryException unknown) {
      return Reply.error(40403, "not here");
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
