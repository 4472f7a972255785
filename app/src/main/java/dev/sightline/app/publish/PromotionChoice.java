package dev.sightline.app.publish;

import dev.sightline.trainer.publish.HeldOutImages;
import dev.sightline.trainer.publish.Promotion;
import dev.sightline.trainer.publish.PromotionRule;
import java.util.Optional;

/** What the user wants to be made of a new version. */
public enum PromotionChoice {
  /** To be compared with the champion where there are images for that, or else champion. */
  GATE,
  /** To be champion. */
  NO_GATE,
  /** To be published only. */
  NO_PROMOTE;

  /**
   * How it is decided.
   *
   * @param rule of a comparison
   * @param images to compare on, where the user has given some
   */
  public Promotion promotion(PromotionRule rule, Optional<HeldOutImages> images) {
    return switch (this) {
      case NO_PROMOTE -> new Promotion.Withheld();
      case NO_GATE -> new Promotion.Ungated("as --no-gate asks");
      case GATE ->
          images
              .<Promotion>map(present -> new Promotion.Gated(present, rule))
              .orElseGet(() -> new Promotion.Ungated("for want of --data"));
    };
  }
}
