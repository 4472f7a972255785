package dev.sightline.trainer.progress;

/** A line of a terminal that is drawn over itself, below all that is said. */
public interface LiveLine {
  /** How many characters it has room for now. */
  int columns();

  /** Draws a text in the place of the last one. */
  void show(String text);

  /** Wipes it away; where there is none, nothing happens. */
  void hide();
}
