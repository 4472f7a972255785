package dev.sightline.trainer.publish;

import java.util.OptionalInt;

/** What the gate makes of a new version, and why. */
public sealed interface Decision {
  /** In words, with the counts where there was a comparison. */
  String reason();

  /**
   * It serves from now on.
   *
   * @param replaced the champion's version that it was compared with; empty when there was none
   */
  record Champion(String reason, OptionalInt replaced) implements Decision {}

  /** It is kept under trial, and the champion serves on. */
  record Challenger(String reason) implements Decision {}
}
