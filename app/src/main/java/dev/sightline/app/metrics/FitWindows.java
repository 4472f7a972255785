package dev.sightline.app.metrics;

import dev.sightline.app.follow.RecordView;
import dev.sightline.dashboard.feed.UnfitRecordException;
import dev.sightline.schemas.MetricsWindow;
import java.util.function.Consumer;

/** A view of the windows that make sense: others are said, and passed over. For one thread. */
final class FitWindows implements RecordView<MetricsWindow> {
  private final RecordView<MetricsWindow> view;
  private final Consumer<String> note;

  /**
   * @param view throws {@link UnfitRecordException} at a window that contradicts itself
   * @param note is told of each
   */
  FitWindows(RecordView<MetricsWindow> view, Consumer<String> note) {
    this.view = view;
    this.note = note;
  }

  @Override
  public boolean add(MetricsWindow window) {
    try {
      return view.add(window);
    } catch (UnfitRecordException fault) {
      note.accept("passed over: " + fault.getMessage());
      return true;
    }
  }

  @Override
  public boolean pause() {
    return view.pause();
  }

  @Override
  public void end() {
    view.end();
  }
}
