package dev.sightline.app.deadletters;

import java.util.ArrayList;
import java.util.List;

/** A text in lines of at most {@value #COLUMNS} columns, set in by four. Pure functions. */
final class Paragraph {
  static final int COLUMNS = 80;
  private static final String MARGIN = " ".repeat(4);
  private static final int WIDTH = COLUMNS - MARGIN.length();

  private Paragraph() {}

  /** Breaks at blanks, and within a word that is longer than a line. */
  static List<String> of(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
        lines.add(MARGIN + line);
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
      while (line.length() > WIDTH) {
        int end = Character.isHighSurrogate(line.charAt(WIDTH - 1)) ? WIDTH - 1 : WIDTH;
        lines.add(MARGIN + line.substring(0, end));
        line.delete(0, end);
      }
    }
    lines.add(MARGIN + line);
    return lines;
  }
}
