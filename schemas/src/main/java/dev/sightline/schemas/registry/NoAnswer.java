package dev.sightline.schemas.registry;

import dev.sightline.schemas.tls.TlsFault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.util.Optional;

/**
 * Why a URL of the registry gave no answer, in words that name the setting to look at.
 *
 * @param url that was asked
 * @param failure what the client threw
 */
record NoAnswer(RegistryUrl url, Exception failure) {
  private static final String URL = RegistryConfig.URL;
  private static final String TRUSTSTORE = ConfigReader.PREFIX + "ssl.truststore.location";
  private static final String KEYSTORE = ConfigReader.PREFIX + "ssl.keystore.location";

  /** Whether the same question may well be answered a moment later. */
  boolean mayPass() {
    return tlsFault().isEmpty();
  }

  /** What it comes of and, in brackets, what was thrown; or that, and what it may come of. */
  String text() {
    return tlsFault()
        .map(fault -> meaning(fault) + " (" + thrown() + ")")
        .orElseGet(() -> thrown() + guess());
  }

  private Optional<TlsFault> tlsFault() {
    return url.isPlain() ? Optional.empty() : TlsFault.of(failure);
  }

  /** A port that waits for something else often says nothing, and a refusal may be silent too. */
  private String guess() {
    boolean isLate = failure instanceof HttpConnectTimeoutException;
    boolean hungUp =
        failure instanceof IOException
            && !(failure instanceof ConnectException)
            && !(failure instanceof HttpTimeoutException);
    if (url.isPlain()) {
      return hungUp ? "; if that port wants TLS, " + URL + " must begin with https://" : "";
    }
    if (isLate) {
      return "; if that port speaks no TLS, " + URL + " must begin with http://";
    }
    return hungUp ? "; if the registry wants a certificate, set " + KEYSTORE : "";
  }

  private static String meaning(TlsFault fault) {
    return switch (fault) {
      case NO_TLS -> "the port speaks no TLS; without, " + URL + " begins with http://";
      case UNTRUSTED ->
          TRUSTSTORE + " lacks the authority that has signed the registry's certificate";
      case EXPIRED -> "a certificate has expired: the registry's, or that of " + KEYSTORE;
      case OTHER_NAME -> URL + " names the registry otherwise than its certificate does";
      case NO_CLIENT ->
          "the registry wants a certificate that it trusts and that has not expired, by "
              + KEYSTORE;
    };
  }

  /** The JDK leaves a refused connection and an unknown host without words, but for its causes. */
  private String thrown() {
    StringBuilder names = new StringBuilder(failure.getClass().getSimpleName());
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t != failure) {
        names.append(", ").append(t.getClass().getSimpleName());
      }
      if (t.getMessage() != null) {
        return names + ": " + t.getMessage();
      }
    }
    return names.toString();
  }
}
