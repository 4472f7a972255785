package dev.sightline.trainer.report.pictures;

import java.awt.Color;

/** The colours of the pictures. Blue and orange can be told apart with any colour vision. */
final class Palette {
  static final Color PAPER = Color.WHITE;
  static final Color INK = new Color(0x1f2328);
  static final Color MUTED = new Color(0x667079);
  static final Color LINE = new Color(0xd5dae0);
  static final Color MISS = new Color(0xc62828);
  static final Color BLUE = new Color(0x1f6feb);
  static final Color ORANGE = new Color(0xd9670b);

  private Palette() {}

  /**
   * A colour between paper and another.
   *
   * @param share in [0, 1]: 0 is paper
   */
  static Color tint(Color full, double share) {
    return new Color(
        mix(PAPER.getRed(), full.getRed(), share),
        mix(PAPER.getGreen(), full.getGreen(), share),
        mix(PAPER.getBlue(), full.getBlue(), share));
  }

  /** Ink or paper, whichever is easier to read on a colour. */
  static Color on(Color background) {
    double luminance =
        0.299 * background.getRed() + 0.587 * background.getGreen() + 0.114 * background.getBlue();
    return luminance < 150 ? PAPER : INK;
  }

  private static int mix(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }
}
