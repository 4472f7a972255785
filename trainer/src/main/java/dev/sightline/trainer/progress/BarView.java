package dev.sightline.trainer.progress;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A bar that is drawn over itself, for terminals, and wiped away at the end of the epoch. */
final class BarView implements StepView {
  private static final int REDRAW_MS = 200;

  private final int epochs;
  private final SameLine line;
  private ProgressBar bar;

  BarView(int epochs, PrintStream terminal) {
    this.epochs = epochs;
    this.line = new SameLine(terminal);
  }

  @Override
  public void show(EpochSoFar epoch) {
    if (bar == null) {
      bar = bar(epoch);
    }
    bar.setExtraMessage(StepText.figures(epoch));
    bar.stepTo(epoch.latest().images());
  }

  @Override
  public void end() {
    if (bar != null) {
      bar.close(); // waits for the thread that draws
      line.clear();
      bar = null;
    }
  }

  private ProgressBar bar(EpochSoFar epoch) {
    return new ProgressBarBuilder()
        .setTaskName(StepText.title(epoch, epochs))
        .setInitialMax(epoch.latest().imagesInEpoch())
        .setUpdateIntervalMillis(REDRAW_MS)
        .setRenderer(new BarRenderer())
        .setConsumer(line)
        .build();
  }

  /**
   * Stays on the line of the bar when the bar is closed. It is wiped from here, for the library
   * forgets to when a bar is closed before its first drawing.
   */
  private static final class SameLine extends ConsoleProgressBarConsumer {
    private final PrintStream terminal;

    SameLine(PrintStream terminal) {
      super(terminal);
      this.terminal = terminal;
    }

    @Override
    public void close() {
      terminal.flush();
    }
  }
}
