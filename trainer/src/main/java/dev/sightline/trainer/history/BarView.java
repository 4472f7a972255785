package dev.sightline.trainer.history;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A bar that is drawn over itself, for terminals, and wiped away at the end of the epoch. */
final class BarView implements StepView {
  private static final int REDRAW_MS = 200;

  private final int epochs;
  private final PrintStream terminal;
  private ProgressBar bar;

  BarView(int epochs, PrintStream terminal) {
    this.epochs = epochs;
    this.terminal = terminal;
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
      bar.close();
      bar = null;
    }
  }

  private ProgressBar bar(EpochSoFar epoch) {
    return new ProgressBarBuilder()
        .setTaskName(StepText.title(epoch, epochs))
        .setInitialMax(epoch.latest().imagesInEpoch())
        .setUpdateIntervalMillis(REDRAW_MS)
        .setRenderer(new BarRenderer())
        .setConsumer(new Wiped(terminal))
        .clearDisplayOnFinish()
        .build();
  }

  /** Ends where the bar was, instead of on the next line. */
  private static final class Wiped extends ConsoleProgressBarConsumer {
    private final PrintStream terminal;

    Wiped(PrintStream terminal) {
      super(terminal);
      this.terminal = terminal;
    }

    @Override
    public void close() {
      terminal.flush();
    }
  }
}
