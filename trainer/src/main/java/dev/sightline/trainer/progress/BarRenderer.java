package dev.sightline.trainer.progress;

import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * Title, bar, figures on one line: {@code epoch 3/20 [=======> ] step 214 …}. The bar takes what
 * the words leave; where that is too little there is none, and words that don't fit are cut.
 */
final class BarRenderer implements ProgressBarRenderer {
  private static final int SHORTEST = 5;
  private static final int LONGEST = 30;

  @Override
  public String render(ProgressState progress, int width) {
    return line(
        progress.getTaskName(),
        progress.getNormalizedProgress(),
        progress.getExtraMessage(),
        width);
  }

  /**
   * @param share of the epoch, in [0, 1]
   * @param width the most characters of the line
   */
  static String line(String title, double share, String figures, int width) {
    int room = Math.min(LONGEST, width - title.length() - figures.length() - " []  ".length());
    String bar = room < SHORTEST ? "" : " [" + bar(share, room) + "]";
    String line = title + bar + "  " + figures;
    return line.length() <= width ? line : line.substring(0, Math.max(0, width));
  }

  private static String bar(double share, int length) {
    int done = (int) Math.floor(Math.max(0, Math.min(1, share)) * length);
    String head = done == length ? "" : ">";
    return "=".repeat(done) + head + " ".repeat(length - done - head.length());
  }
}
