package dev.sightline.trainer.report.pictures;

/**
 * The axis of the epochs, which are whole and begin at 1. Ticks are set off from its start.
 *
 * @param first where it starts
 * @param last where it ends
 * @param epochs how many there are
 */
record EpochAxis(double first, double last, int epochs) {
  /** From the first epoch to the last, and to one more where there is no other. */
  static EpochAxis of(int epochs) {
    return new EpochAxis(1, Math.max(2, epochs), epochs);
  }

  /** The epoch at a tick; nothing where there is none. */
  String label(double tick) {
    boolean epoch = tick == Math.rint(tick) && tick >= 1 && tick <= epochs;
    return epoch ? Integer.toString((int) tick) : "";
  }
}
