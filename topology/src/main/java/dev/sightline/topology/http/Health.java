package dev.sightline.topology.http;

/**
 * The answer to a health check.
 *
 * @param reason one line for people, also when healthy
 */
public record Health(boolean healthy, String reason) {
  public static Health healthy(String reason) {
    return new Health(true, reason);
  }

  public static Health unhealthy(String reason) {
    return new Health(false, reason);
  }
}
