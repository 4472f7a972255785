package dev.sightline.app.train;

import dev.sightline.app.console.Screen;
import dev.sightline.trainer.progress.LiveLine;
import java.util.List;

/** The bar of a training, as the frame of a screen. */
record BarOnScreen(Screen screen) implements LiveLine {
  @Override
  public int columns() {
    return screen.columns();
  }

  @Override
  public void show(String text) {
    screen.show(List.of(text));
  }

  @Override
  public void hide() {
    screen.hide();
  }
}
