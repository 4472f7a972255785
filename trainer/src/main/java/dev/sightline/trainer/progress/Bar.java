package dev.sightline.trainer.progress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Title, bar, figures on one line: {@code epoch 3/20 [=======> ] loss 1.2345 …}. Where there is no
 * room for all, figures make way for the bar, the least important first, and then the bar for what
 * is left of them.
 */
final class Bar {
  private static final int SHORTEST = 10;
  private static final int LONGEST = 30;
  private static final String AROUND = " []";

  private Bar() {}

  /**
   * @param share of the epoch, in [0, 1]
   * @param figures in the order in which they stand
   * @param width the most characters of the line
   */
  static String line(String title, double share, List<Figure> figures, int width) {
    List<Figure> shown = new ArrayList<>(figures);
    while (room(title, shown, width) < SHORTEST && shown.stream().anyMatch(Figure::makesWay)) {
      shown.remove(
          shown.stream().max(Comparator.comparingInt(Figure::makesWayBefore)).orElseThrow());
    }
    int room = Math.min(LONGEST, room(title, shown, width));
    String bar = room < SHORTEST ? "" : " [" + bar(share, room) + "]";
    String line = title + bar + text(shown);
    return line.length() <= width ? line : line.substring(0, Math.max(0, width));
  }

  private static int room(String title, List<Figure> figures, int width) {
    return width - title.length() - AROUND.length() - text(figures).length();
  }

  private static String text(List<Figure> figures) {
    StringBuilder text = new StringBuilder();
    figures.forEach(figure -> text.append("  ").append(figure.text()));
    return text.toString();
  }

  private static String bar(double share, int length) {
    int done = (int) Math.floor(Math.max(0, Math.min(1, share)) * length);
    String head = done == length ? "" : ">";
    return "=".repeat(done) + head + " ".repeat(length - done - head.length());
  }
}
