package dev.sightline.trainer.progress;

import static dev.sightline.trainer.history.Epochs.epoch;
import static dev.sightline.trainer.history.Epochs.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProgressBarListenerTest {
  private final Ticking clock = new Ticking();
  private final List<String> lines = new ArrayList<>();

  @Nested
  class WhenNobodyWatches {
    private final ProgressBarListener listener =
        new ProgressBarListener(3, lines::add, Optional.empty(), clock);

    @Test
    void aPlainLineComesEveryTenSecondsWithMeansOverTheEpoch() {
      listener.onStep(step(1, 1, 2, 0.25));
      clock.advance(Duration.ofSeconds(9));
      listener.onStep(step(1, 2, 1, 0.5));
      assertThat(lines).isEmpty();
      clock.advance(Duration.ofSeconds(1));
      listener.onStep(step(1, 3, 0.5, 1));

      // 40 images of 2, 40 of 1 and 20 of 0.5; 60 images in the ten seconds since the first step.
      assertThat(lines)
          .containsExactly(
              "epoch 1/3  100/100 images  step 3  loss 1.3000  accuracy 0.5000  6 images/s  0:00"
                  + " left");
    }

    @Test
    void theTimeLeftIsThatOfTheEpoch() {
      listener.onStep(step(1, 1, 2, 0.25));
      clock.advance(Duration.ofSeconds(200));
      listener.onStep(step(1, 2, 1, 0.5));

      assertThat(lines.get(0)).endsWith("  0 images/s  1:40 left");
    }

    @Test
    void anEpochStartsItsMeansAnew() {
      listener.onStep(step(1, 1, 9, 0));
      listener.onEpoch(epoch(1));
      listener.onStep(step(2, 1, 1, 1));
      clock.advance(Duration.ofSeconds(10));
      listener.onStep(step(2, 2, 1, 1));

      assertThat(lines.get(1)).startsWith("epoch 2/3").contains("loss 1.0000  accuracy 1.0000");
    }

    @Test
    void anEpochThatIsShortHasItsOneLine() {
      listener.onStep(step(1, 1, 2, 0.25));
      clock.advance(Duration.ofSeconds(6));
      listener.onEpoch(epoch(1));
      clock.advance(Duration.ofSeconds(6));
      listener.onStep(step(2, 1, 2, 0.25));

      assertThat(lines).hasSize(1);
      assertThat(lines.get(0)).startsWith("epoch 1/3 in ").contains("loss 2.5000  accuracy 0.2500");
    }

    @Test
    void noControlCharacterIsWritten() {
      listener.onStep(step(1, 1, 2, 0.25));
      clock.advance(Duration.ofSeconds(10));
      listener.onStep(step(1, 2, 1, 0.5));
      listener.onEpoch(epoch(1));
      listener.close();

      assertThat(lines)
          .hasSize(2)
          .noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    }
  }

  @Nested
  class WhenThereIsATerminal {
    private final RecordedLine terminal = new RecordedLine();
    private final ProgressBarListener listener =
        new ProgressBarListener(3, lines::add, Optional.of(terminal), clock);

    @Test
    void theBarIsWipedAwayBeforeTheLineOfTheEpoch() {
      listener.onStep(step(1, 1, 2, 0.25));
      clock.advance(Duration.ofSeconds(1));
      listener.onStep(step(1, 2, 1, 0.5));
      assertThat(terminal.shown).startsWith("epoch 1/3 [=");
      listener.onEpoch(epoch(1));

      assertThat(terminal.shown).isEmpty();
      assertThat(lines).hasSize(1);
    }

    @Test
    void itIsDrawnFiveTimesASecondAtTheMost() {
      listener.onStep(step(1, 1, 2, 0.25));
      listener.onStep(step(1, 2, 1, 0.5));
      assertThat(terminal.drawings).isEqualTo(1);
      clock.advance(Duration.ofMillis(200));
      listener.onStep(step(1, 3, 0.5, 1));
      assertThat(terminal.drawings).isEqualTo(2);
    }

    @Test
    void closingEndsABarThatWasLeft() {
      listener.onStep(step(1, 1, 2, 0.25));
      listener.close();

      assertThat(terminal.shown).isEmpty();
    }

    @Test
    void thereIsABarInEightyColumns() {
      listener.onStep(step(1, 1, 2, 0.25));
      clock.advance(Duration.ofSeconds(700));
      listener.onStep(step(1, 2, 1, 0.5));

      assertThat(terminal.shown)
          .contains("[====", "loss ", "accuracy ", " left")
          .hasSizeLessThan(80);
    }
  }

  @Nested
  class WhenABarIsDrawn {
    private static final List<Figure> FIGURES =
        List.of(new Figure("step 2", 2), new Figure("loss 1.5000", 0), new Figure("7 images/s", 1));

    @Test
    void itTakesTheRoomThatTheWordsLeave() {
      assertThat(Bar.line("epoch 1/3", 0.5, FIGURES, 55))
          .isEqualTo("epoch 1/3 [=====>    ]  step 2  loss 1.5000  7 images/s")
          .hasSize(55);
      assertThat(Bar.line("epoch 1/3", 1, FIGURES, 55)).contains("[==========]");
      assertThat(Bar.line("epoch 1/3", 0, FIGURES, 300)).hasSizeLessThan(80);
    }

    @Test
    void figuresMakeWayForItTheLeastImportantFirst() {
      assertThat(Bar.line("epoch 1/3", 0.5, FIGURES, 54))
          .isEqualTo("epoch 1/3 [========>        ]  loss 1.5000  7 images/s");
      assertThat(Bar.line("epoch 1/3", 0.5, FIGURES, 45))
          .isEqualTo("epoch 1/3 [==========>         ]  loss 1.5000");
    }

    @Test
    void itMakesWayForWhatIsLeftOfThem() {
      assertThat(Bar.line("epoch 1/3", 0.5, FIGURES, 30)).isEqualTo("epoch 1/3  loss 1.5000");
      assertThat(Bar.line("epoch 1/3", 0.5, FIGURES, 12)).isEqualTo("epoch 1/3  l");
    }
  }

  private static final class RecordedLine implements LiveLine {
    private String shown = "";
    private int drawings;

    @Override
    public int columns() {
      return 79;
    }

    @Override
    public void show(String text) {
      shown = text;
      drawings++;
    }

    @Override
    public void hide() {
      shown = "";
    }
  }
}
