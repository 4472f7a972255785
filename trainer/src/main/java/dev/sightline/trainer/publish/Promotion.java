package dev.sightline.trainer.publish;

/** How it is decided whether a new version serves. */
public sealed interface Promotion {
  /**
   * By the {@link Gate}: it is compared with the champion.
   *
   * @param images that both are asked about
   * @param rule when it takes the champion's place
   */
  record Gated(HeldOutImages images, PromotionRule rule) implements Promotion {}

  /**
   * Not at all: it is champion without a comparison.
   *
   * @param because why there is none, in words that follow a comma
   */
  record Ungated(String because) implements Promotion {}

  /** Later and by others: it is published only, neither as champion nor as challenger. */
  record Withheld() implements Promotion {}
}
