package dev.sightline.app.follow;

import java.io.PrintWriter;

/**
 * Prints records as they come, under a header if there is one, until there were enough or nobody
 * reads on. For one thread.
 */
final class RecordPrinter<T> implements RecordView<T> {
  private final Rendering<T> rendering;
  private final PrintWriter out;
  private long left;

  /**
   * Prints the header.
   *
   * @param max how many records at the most, 1 or more
   */
  RecordPrinter(Rendering<T> rendering, long max, PrintWriter out) {
    this.rendering = rendering;
    this.out = out;
    this.left = max;
    if (!rendering.header().isEmpty()) {
      out.println(rendering.header());
    }
  }

  /** Prints one, and returns whether to go on. */
  @Override
  public boolean add(T value) {
    out.println(rendering.render(value));
    left--;
    boolean nobodyReads = out.checkError();
    return left > 0 && !nobodyReads;
  }
}
