package dev.sightline.schemas.tls;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What keeps a client and a server from speaking TLS, by what the JDK and the server say. */
public enum TlsFault {
  /** The port speaks no TLS. */
  NO_TLS("(?i)unrecognized SSL message"),
  /** The client doesn't trust who has signed the server's certificate. */
  UNTRUSTED("path building failed|valid certification path|trustAnchors"),
  /** A certificate has expired, the server's or the client's. */
  EXPIRED("(?i)expired|NotAfter"),
  /** The server's certificate is for other names than the one that it was called by. */
  OTHER_NAME("No subject alternative|No name matching"),
  /** The server wants a certificate, and got none or none that it trusts. */
  NO_CLIENT(
      "(?i)bad_certificate|certificate_required|certificate_unknown|unknown_ca"
          + "|handshake_failure|Empty client certificate");

  private final Pattern said;

  TlsFault(String said) {
    this.said = Pattern.compile(said);
  }

  /** The fault that a failure or one of its causes comes of; empty when it is none of these. */
  public static Optional<TlsFault> of(Throwable failure) {
    return Stream.of(values())
        .filter(
            fault ->
                Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                    .anyMatch(
                        cause -> fault.said.matcher(String.valueOf(cause.getMessage())).find()))
        .findFirst();
  }
}
