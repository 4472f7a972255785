package dev.sightline.topology.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What receivers know requests of ours by: a key of 24 to 64 bytes, as {@code whsec_} and base64.
 * Immutable; as a text it is hidden.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>, which defines the
 *     signature and has libraries that check it
 */
public final class WebhookSecret {
  /** What a secret must be, to follow "expected". */
  public static final String EXPECTED =
      "whsec_ and 24 to 64 bytes in base64, as by echo whsec_$(openssl rand -base64 32)";

  private static final String PREFIX = "whsec_";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private final byte[] key;

  private WebhookSecret(byte[] key) {
    this.key = key;
  }

  /**
   * @throws IllegalArgumentException when it is not one; the message says what was expected, and
   *     not what was found
   */
  public static WebhookSecret of(String text) {
    byte[] key = text.startsWith(PREFIX) ? decoded(text.substring(PREFIX.length())) : new byte[0];
    if (key.length < LEAST_BYTES || key.length > MOST_BYTES) {
      throw new IllegalArgumentException("expected " + EXPECTED);
    }
    return new WebhookSecret(key);
  }

  private static byte[] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException no) {
      return new byte[0];
    }
  }

  /**
   * The value of the header {@code webhook-signature}: of id, time and body together, so that none
   * of the three can be exchanged.
   *
   * @param seconds since the epoch, as {@code webhook-timestamp} tells
   */
  String signature(String id, long seconds, String body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      byte[] signed = (id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has " + ALGORITHM, impossible);
    }
  }

  @Override
  public String toString() {
    return "[hidden]";
  }
}
