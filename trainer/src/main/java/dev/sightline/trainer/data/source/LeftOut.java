package dev.sightline.trainer.data.source;

import dev.sightline.images.ImageFormat;
import java.util.Locale;
import java.util.Set;

/**
 * A file that is left out of a data set.
 *
 * @param path from the root of the tree
 * @param reason why, for people
 * @param loss what is lost without it
 */
record LeftOut(String path, String reason, Loss loss) {
  /** What is lost without a file. */
  enum Loss {
    /** Nothing: it is no picture. */
    NONE,
    /** A picture of a format that is not read, which its owner can convert. */
    OTHER_FORMAT,
    /** What may be a picture, and is damaged or stands where it is not expected. */
    PICTURE
  }

  /** What lies beside pictures: notes, tables, and what file managers leave. */
  private static final Set<String> ENDINGS =
      Set.of(
          "7z", "csv", "db", "doc", "docx", "gz", "htm", "html", "ini", "ipynb", "json", "lnk",
          "log", "mat", "md", "npy", "npz", "parquet", "pbtxt", "pdf", "pkl", "py", "rar", "rtf",
          "tar", "tgz", "tsv", "txt", "url", "xls", "xlsx", "xml", "yaml", "yml", "zip");

  private static final Set<String> NAMES = Set.of("copying", "icon\r", "license", "readme");

  /** Formats of pictures that are not read. */
  private static final Set<String> OTHER_PICTURES =
      Set.of("avif", "heic", "heif", "ico", "jfif", "jpe", "jp2", "svg", "tif", "tiff", "webp");

  static LeftOut noPicture(String path) {
    return new LeftOut(path, "no picture", Loss.NONE);
  }

  static LeftOut misplaced(String path, String reason) {
    return new LeftOut(path, reason, isNoPicture(path) ? Loss.NONE : Loss.PICTURE);
  }

  /**
   * A file that could not be decoded.
   *
   * @param unknown whether its bytes are of no known format
   */
  static LeftOut unreadable(String path, String reason, boolean unknown) {
    return new LeftOut(path, reason, unknown && !maybePicture(path) ? Loss.NONE : Loss.PICTURE);
  }

  /** A picture of a format that is known and not read. */
  static LeftOut otherFormat(String path, String reason) {
    return new LeftOut(path, reason, Loss.OTHER_FORMAT);
  }

  /** Whether a file's name alone says that it is no picture. */
  static boolean isNoPicture(String path) {
    return ENDINGS.contains(ending(path)) || NAMES.contains(fileName(path));
  }

  /** A name without an ending says nothing; image files of public data sets have such names. */
  private static boolean maybePicture(String path) {
    String ending = ending(path);
    return ending.isEmpty() || ImageFormat.namesAnImage(path) || OTHER_PICTURES.contains(ending);
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }

  private static String ending(String path) {
    String name = fileName(path);
    return name.substring(name.lastIndexOf('.') + 1).equals(name)
        ? ""
        : name.substring(name.lastIndexOf('.') + 1);
  }

  @Override
  public String toString() {
    return path + ": " + reason;
  }
}
