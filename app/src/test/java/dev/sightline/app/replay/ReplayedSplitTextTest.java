package dev.sightline.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.trainer.data.Holdout;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReplayedSplitTextTest {
  private static final Holdout DRAWN = new Holdout(0.3, 5);

  private static String text(Holdout trained) {
    return ReplayedSplitText.of(
        "pets",
        Optional.ofNullable(trained).map(split -> new ReleasedHoldout("pets", 2, split)),
        DRAWN);
  }

  @Test
  void theTrainingThatHeldTheSameOutIsNamed() {
    assertThat(text(DRAWN))
        .isEqualTo(
            "Held out: a share of 0.3 of each class, drawn by seed 5 (--holdout 0.3 --holdout-seed"
                + " 5), as in the training of model pets (version 2)");
  }

  @Test
  void aTrainingThatHeldOthersOutIsNamedWithThem() {
    assertThat(text(new Holdout(0.3, 6)).lines())
        .last()
        .isEqualTo(
            "Note: model pets (version 2) was trained with --holdout 0.3 --holdout-seed 6: if on"
                + " this data set, it has seen some of these images");
  }

  @Test
  void whereNoTrainingIsKnownTheWayOutIsNamed() {
    assertThat(text(null).lines())
        .hasSize(2)
        .last()
        .asString()
        .contains("No training of model pets is known", "--model names another");
  }
}
