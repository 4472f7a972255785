package dev.sightline.schemas.rights;

import java.util.Optional;

/**
 * The names that settings give to what a part uses.
 *
 * @param applicationId of the workers, {@code sightline.application.id}
 * @param model that a trainer publishes; empty: any
 * @param group of a consumer of predictions; empty: it is in none
 */
public record Scope(String applicationId, Optional<String> model, Optional<String> group) {
  /** What holds where nothing is set. */
  public static final Scope DEFAULT = of("sightline");

  /** Any model, no group. */
  public static Scope of(String applicationId) {
    return new Scope(applicationId, Optional.empty(), Optional.empty());
  }

  /** A trainer's of one model, or of any. */
  public static Scope ofModel(Optional<String> model) {
    return new Scope(DEFAULT.applicationId(), model, Optional.empty());
  }
}
