package dev.sightline.app.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.source.DrawnShapes;
import dev.sightline.trainer.publish.HeldOutImages;
import dev.sightline.trainer.publish.Promotion;
import dev.sightline.trainer.publish.PromotionRule;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromotionChoiceTest {
  private static final PromotionRule RULE = new PromotionRule(0.01, 0.1);
  private static final DrawnShapes SHAPES = new DrawnShapes(1, 10, 10);
  private static final Optional<HeldOutImages> IMAGES =
      Optional.of(HeldOutImages.of(SHAPES.load(), ResizeMethod.AREA, SHAPES));

  @Test
  void theGateComparesOnTheImagesByTheRule() {
    assertThat(PromotionChoice.GATE.promotion(RULE, IMAGES))
        .isEqualTo(new Promotion.Gated(IMAGES.get(), RULE));
  }

  @Test
  void withoutImagesThereIsNoComparison() {
    assertThat(PromotionChoice.GATE.promotion(RULE, Optional.empty()))
        .isEqualTo(new Promotion.Ungated("for want of --data"));
  }

  @Test
  void withoutTheGateThereIsNoneWhateverTheImages() {
    assertThat(PromotionChoice.NO_GATE.promotion(RULE, IMAGES))
        .isEqualTo(new Promotion.Ungated("as --no-gate asks"));
  }

  @Test
  void withoutPromotionItIsWithheld() {
    assertThat(PromotionChoice.NO_PROMOTE.promotion(RULE, IMAGES))
        .isEqualTo(new Promotion.Withheld());
  }
}
