package dev.sightline.topology.webhook;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where and how alerts are posted.
 *
 * @param url http or https; told to nobody but its host
 * @param secret by which requests are signed; empty: they are not
 * @param timeout of one attempt
 * @param longestPause between two attempts
 */
public record WebhookSettings(
    URI url,
    WebhookFormat format,
    Optional<WebhookSecret> secret,
    Duration timeout,
    Duration longestPause) {

  /**
   * Whether alerts can be posted to an address: one of http or https with a host, and without a
   * user or a fragment, which would not be sent.
   */
  public static boolean isPossible(URI url) {
    return ("http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme()))
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawFragment() == null;
  }

  /** Hides what may be secret. */
  @Override
  public String toString() {
    return "%s to %s".formatted(format, url.getHost());
  }
}
