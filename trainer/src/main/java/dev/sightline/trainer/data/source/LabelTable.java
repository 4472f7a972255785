package dev.sightline.trainer.data.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A table in a file that names the classes of numbered images, as Kaggle's {@code trainLabels.csv}:
 * a line of headings, then the image's name, with or without its ending, and its class. Columns are
 * parted by commas, semicolons or tabs; the third and later ones don't matter.
 *
 * @param path of the file
 * @param classByName in the table's words
 */
record LabelTable(String path, Map<String, String> classByName) {

  static LabelTable of(String path, byte[] file) {
    String text = new String(file, UTF_8);
    List<String> lines = (text.startsWith("\ufeff") ? text.substring(1) : text).lines().toList();
    Map<String, String> classByName = new TreeMap<>();
    char separator = lines.isEmpty() ? ',' : separator(lines.get(0));
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      List<String> cells = cells(line, separator);
      if (cells.size() >= 2) {
        classByName.put(cells.get(0), cells.get(1));
      }
    }
    return new LabelTable(path, classByName);
  }

  private static char separator(String headings) {
    if (headings.indexOf('\t') >= 0) {
      return '\t';
    }
    return headings.indexOf(';') >= 0 ? ';' : ',';
  }

  /** Quotes may stand around a cell, two for one in it. */
  private static List<String> cells(String line, char separator) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        cell.append(line.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }
}
