package dev.sightline.trainer.progress;

import dev.sightline.trainer.training.Epoch;
import dev.sightline.trainer.training.EpochProgress;
import dev.sightline.trainer.training.Step;
import dev.sightline.trainer.training.TrainingListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Shows a training as it goes: step, mean loss and mean accuracy of the epoch so far, images a
 * second, time left; after each epoch the line of {@link EpochProgress}.
 *
 * <p>On a terminal the steps are a bar that is drawn over itself. Elsewhere they are a plain line
 * every ten seconds, without control characters. Close it, so that a training that fails leaves no
 * bar behind.
 */
public final class ProgressBarListener implements TrainingListener, AutoCloseable {
  private static final Duration LINE_INTERVAL = Duration.ofSeconds(10);

  private final TrainingListener progress;
  private final StepView view;
  private final InstantSource clock;
  private EpochSoFar soFar;

  /**
   * @param epochs how many there will be
   * @param lines where a line goes
   * @param terminal where the bar is drawn, below the lines; empty for lines alone
   * @param clock measures the pace
   */
  public ProgressBarListener(
      int epochs, Consumer<String> lines, Optional<LiveLine> terminal, InstantSource clock) {
    this.progress = new EpochProgress(epochs, lines);
    this.clock = clock;
    this.view =
        terminal.isPresent()
            ? new BarView(epochs, terminal.get(), clock)
            : new LineView(epochs, lines, LINE_INTERVAL, clock);
  }

  @Override
  public void onStep(Step step) {
    if (soFar == null || !soFar.isOf(step)) {
      soFar = new EpochSoFar(step, clock.instant());
    } else {
      soFar.add(step, clock.instant());
    }
    view.show(soFar);
  }

  @Override
  public void onEpoch(Epoch epoch) {
    view.end();
    progress.onEpoch(epoch);
  }

  @Override
  public void close() {
    view.end();
  }
}
