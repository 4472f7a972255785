package dev.sightline.trainer.progress;

import static dev.sightline.trainer.history.Epochs.epoch;
import static dev.sightline.trainer.history.Epochs.step;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
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
      assertThat(lines.get(0)).startsWith("epoch 1/3  loss 2.5000  accuracy 0.2500");
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
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final ProgressBarListener listener =
        new ProgressBarListener(
            3, lines::add, Optional.of(new PrintStream(terminal, true, UTF_8)), clock);

    @Test
    void theBarIsWipedAwayBeforeTheLineOfTheEpoch() {
      listener.onStep(step(1, 1, 2, 0.25));
      listener.onStep(step(1, 2, 1, 0.5));
      listener.onEpoch(epoch(1));

      String written = terminal.toString(UTF_8);
      assertThat(written).contains("\repoch 1/3").endsWith("\r").doesNotContain("\n");
      assertThat(lines).hasSize(1);
    }

    @Test
    void closingEndsABarThatWasLeft() {
      listener.onStep(step(1, 1, 2, 0.25));
      listener.close();
      int written = terminal.size();
      listener.close();

      assertThat(terminal.toString(UTF_8)).endsWith("\r");
      assertThat(terminal.size()).isEqualTo(written);
    }
  }

  @Nested
  class WhenABarIsDrawn {
    private static final String FIGURES = "step 2  loss 1.5000";

    @Test
    void itTakesTheRoomThatTheWordsLeave() {
      assertThat(BarRenderer.line("epoch 1/3", 0.5, FIGURES, 42))
          .isEqualTo("epoch 1/3 [====>    ]  step 2  loss 1.5000")
          .hasSize(42);
      assertThat(BarRenderer.line("epoch 1/3", 1, FIGURES, 42)).contains("[=========]");
      assertThat(BarRenderer.line("epoch 1/3", 0, FIGURES, 300)).hasSizeLessThan(70);
    }

    @Test
    void wordsGoBeforeTheBarWhereThereIsNoRoomForBoth() {
      assertThat(BarRenderer.line("epoch 1/3", 0.5, FIGURES, 35))
          .isEqualTo("epoch 1/3  step 2  loss 1.5000");
      assertThat(BarRenderer.line("epoch 1/3", 0.5, FIGURES, 12)).isEqualTo("epoch 1/3  s");
    }
  }
}
