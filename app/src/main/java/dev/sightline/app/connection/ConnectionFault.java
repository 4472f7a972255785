package dev.sightline.app.connection;

import dev.sightline.schemas.tls.TlsFault;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Why there is no connection to a broker, in one line that names the setting to look at.
 *
 * @param brokers where they are
 * @param withinMs how long an answer was waited for, in milliseconds
 * @param config of the client
 */
record ConnectionFault(String brokers, int withinMs, Map<String, Object> config) {
  private static final String PLAINTEXT = "PLAINTEXT";
  private static final Pattern ADDRESS = Pattern.compile("(?:.*://)?\\[?(.+?)]?:(\\d{1,5})");
  private static final int CONNECT_MS = 1_000;

  /** The line about a failure of the first request. */
  String text(Throwable failure) {
    if (failure instanceof SaslAuthenticationException) {
      return "the broker at %s refuses the login: %s; look at sasl.jaas.config and sasl.mechanism"
          .formatted(brokers, failure.getMessage());
    }
    if (failure instanceof SslAuthenticationException) {
      String root = root(failure);
      return "no TLS with the broker at %s: %s".formatted(brokers, meaning(failure).orElse(root));
    }
    return failure instanceof TimeoutException
        ? "no broker answers at %s within %d s%s".formatted(brokers, withinMs / 1000, hint())
        : "the broker at %s refuses: %s".formatted(brokers, failure.getMessage());
  }

  private static Optional<String> meaning(Throwable failure) {
    return TlsFault.of(failure).map(fault -> meaning(fault) + " (" + root(failure) + ")");
  }

  private static String meaning(TlsFault fault) {
    return switch (fault) {
      case NO_TLS ->
          "the port speaks no TLS; without, security.protocol is PLAINTEXT or SASL_PLAINTEXT";
      case UNTRUSTED ->
          "ssl.truststore.location lacks the authority that has signed the broker's certificate";
      case EXPIRED -> "a certificate has expired: the broker's, or that of ssl.keystore.location";
      case OTHER_NAME -> "bootstrap.servers names the broker otherwise than its certificate does";
      case NO_CLIENT ->
          "the broker wants a certificate that it trusts and that has not expired, by"
              + " ssl.keystore.location";
    };
  }

  private static boolean listens(String address) {
    Matcher parts = ADDRESS.matcher(address.strip());
    try (Socket socket = new Socket()) {
      if (parts.matches()) {
        socket.connect(
            new InetSocketAddress(parts.group(1), Integer.parseInt(parts.group(2))), CONNECT_MS);
      }
      return parts.matches();
    } catch (IOException | IllegalArgumentException nobody) {
      return false;
    }
  }

  private static String root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /** A port that waits for TLS says nothing to who speaks plainly, and the other way round. */
  private String hint() {
    if (Stream.of(brokers.split(",")).noneMatch(ConnectionFault::listens)) {
      return "";
    }
    Object protocol = config.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG);
    return protocol == null || protocol.toString().endsWith(PLAINTEXT)
        ? "; if that port wants TLS, security.protocol must be SSL or SASL_SSL"
        : "; if that port speaks no TLS, security.protocol must be PLAINTEXT or SASL_PLAINTEXT";
  }
}
