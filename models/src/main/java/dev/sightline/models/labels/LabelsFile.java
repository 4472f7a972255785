package dev.sightline.models.labels;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sightline.models.ModelRejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A text file of class names in index order, one a line, in UTF-8. A byte order mark before the
 * first is none of it, nor is white space around a name; blank lines are passed over, and any line
 * end will do.
 */
public final class LabelsFile {
  /** Room for the most and longest names there can be, in bytes. */
  private static final int MAX_BYTES = 16 << 20;

  private final Path file;

  public LabelsFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the names.
   *
   * @throws ModelRejectedException when the file is no such list, naming each fault by its line
   * @throws IOException when it can't be read
   */
  public Labels read() throws IOException {
    String[] lines = text(bytes()).split("\r\n|\n|\r", -1);
    List<String> names = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      String name = ClassName.trimmed(lines[i]);
      if (!name.isEmpty()) {
        names.add(name);
        numbers.add(i + 1);
      }
    }
    Labels.require(file.toString(), names, index -> "line " + numbers.get(index));
    return new Labels(names);
  }

  private byte[] bytes() throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new ModelRejectedException(
            "%s: expected a list of class names, found a file of more than %d bytes"
                .formatted(file, MAX_BYTES));
      }
      return bytes;
    }
  }

  private String text(byte[] bytes) {
    if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
      throw new ModelRejectedException(
          file + ": expected UTF-8, found a file in UTF-16: save it as UTF-8");
    }
    int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    ByteBuffer content = ByteBuffer.wrap(bytes, start, bytes.length - start);
    try {
      return UTF_8.newDecoder().decode(content).toString();
    } catch (CharacterCodingException foreign) {
      throw new ModelRejectedException(
          "%s: expected UTF-8, found other bytes in line %d: save it as UTF-8"
              .formatted(file, line(bytes, content.position())),
          foreign);
    }
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static int line(byte[] bytes, int position) {
    return new String(bytes, 0, position, ISO_8859_1).split("\r\n|\n|\r", -1).length;
  }
}
