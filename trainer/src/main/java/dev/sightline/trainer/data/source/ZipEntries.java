package dev.sightline.trainer.data.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry.NameSource;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The entries of an open zip file by their paths, as {@code unzip} would lay them out: backslashes
 * part folders, {@code ./} and {@code ../} and a leading slash don't count, names without the
 * Unicode flag are read by {@link ZipNames}. Of two entries with one path the last counts. Safe for
 * many threads.
 */
final class ZipEntries implements Closeable {
  private final ZipFile zip;
  private final Map<String, ZipArchiveEntry> byPath;

  private ZipEntries(ZipFile zip, Map<String, ZipArchiveEntry> byPath) {
    this.zip = zip;
    this.byPath = byPath;
  }

  /**
   * Opens a zip file.
   *
   * @throws IOException when it is not a whole one
   */
  static ZipEntries open(Path file) throws IOException {
    try {
      // Every byte is a character here: names are decoded below, of their raw bytes.
      ZipFile zip = ZipFile.builder().setPath(file).setCharset(StandardCharsets.ISO_8859_1).get();
      List<ZipArchiveEntry> entries = Collections.list(zip.getEntries());
      Charset charset =
          ZipNames.charset(
              entries.stream().filter(ZipEntries::isRaw).map(ZipArchiveEntry::getRawName).toList());
      Map<String, ZipArchiveEntry> byPath = new LinkedHashMap<>();
      for (ZipArchiveEntry entry : entries) {
        byPath.put(path(entry, charset), entry);
      }
      byPath.remove("");
      return new ZipEntries(zip, byPath);
    } catch (RuntimeException damaged) {
      throw new IOException(damaged.getMessage(), damaged);
    }
  }

  private static boolean isRaw(ZipArchiveEntry entry) {
    return entry.getNameSource() == NameSource.NAME && entry.getRawName() != null;
  }

  private static String path(ZipArchiveEntry entry, Charset charset) {
    String name = isRaw(entry) ? new String(entry.getRawName(), charset) : entry.getName();
    String slashed = name.replace('\\', '/');
    String path =
        Arrays.stream(slashed.split("/"))
            .filter(part -> !part.isEmpty() && !part.equals(".") && !part.equals(".."))
            .collect(Collectors.joining("/"));
    return path.isEmpty() || !slashed.endsWith("/") ? path : path + "/";
  }

  /** From the root of the zip; folders end in a slash. */
  Collection<String> paths() {
    return byPath.keySet();
  }

  /**
   * The bytes of an entry.
   *
   * @throws UnusableFileException when it is damaged, too large, or packed in a way that is not
   *     read
   */
  byte[] read(String path) throws IOException {
    ZipArchiveEntry entry = byPath.get(path);
    byte[] content;
    try (InputStream in = zip.getInputStream(entry)) {
      content = ImageTreeReader.Content.all(in);
    } catch (UnusableFileException tooLarge) {
      throw tooLarge;
    } catch (IOException | RuntimeException damaged) {
      throw new UnusableFileException("damaged: " + damaged.getMessage());
    }
    CRC32 crc = new CRC32();
    crc.update(content);
    if (crc.getValue() != entry.getCrc()) {
      throw new UnusableFileException("damaged: its bytes do not match their checksum in the zip");
    }
    return content;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
