package dev.sightline.trainer.publish;

/** What the gate makes of a new version, and why. */
public sealed interface Decision {
  /** In words, with the counts where there was a comparison. */
  String reason();

  /** It serves from now on. */
  record Champion(String reason) implements Decision {}

  /** It is kept under trial, and the champion serves on. */
  record Challenger(String reason) implements Decision {}
}
