package dev.sightline.models.publish;

/** Another champion was released than the one that a new version is to replace. */
public final class ChampionChangedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ChampionChangedException(String message) {
    super(message);
  }
}
