package dev.sightline.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A receiver of alerts over HTTP, which checks their signatures and may be away. */
final class AlertReceiver implements AutoCloseable {
  /** What it knows Sightline by. */
  static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile boolean isAway;
  private volatile int sentAway;

  AlertReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::receive);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/alerts";
  }

  /** Answers 503 from now on. */
  void goAway() {
    isAway = true;
  }

  void comeBack() {
    isAway = false;
  }

  /** Posts that were answered by 503. */
  int sentAway() {
    return sentAway;
  }

  /** Bodies of posts that were taken. */
  List<JsonNode> taken() {
    return taken;
  }

  /** What was not signed by Sightline. */
  List<String> refused() {
    return refused;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(answer(exchange, new String(body, UTF_8)), -1);
    }
  }

  private int answer(HttpExchange exchange, String body) throws IOException {
    String id = exchange.getRequestHeaders().getFirst("webhook-id");
    String time = exchange.getRequestHeaders().getFirst("webhook-timestamp");
    String signature = exchange.getRequestHeaders().getFirst("webhook-signature");
    JsonNode alert = new ObjectMapper().readTree(body);
    if (!signatureOf(id + "." + time + "." + body).equals(signature)
        || !alert.required("id").asText().equals(id)) {
      refused.add(body);
      return 401;
    }
    if (isAway) {
      sentAway++;
      return 503;
    }
    taken.add(alert);
    return 204;
  }

  private static String signatureOf(String signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(SECRET.replace("whsec_", ""));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
