package dev.sightline.images;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What the bytes of an image are: raw pixels, or a file known by its first bytes. */
public enum ImageFormat {
  /** Raw pixels: height x width x 3 bytes, red first. */
  RGB(List.of(), ImageFormat::noHeader),
  PNG(List.of("png"), PngHeader::read, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'),
  JPEG(List.of("jpg", "jpeg"), JpegHeader::read, 0xff, 0xd8, 0xff),
  BMP(List.of("bmp"), BmpHeader::read, 'B', 'M'),
  /** Of an animation the first frame, without the canvas around it. */
  GIF(List.of("gif"), GifHeader::read, 'G', 'I', 'F', '8');

  private static final Set<ImageFormat> FILES = EnumSet.complementOf(EnumSet.of(RGB));

  private final List<String> endings;
  private final HeaderReader header;
  private final int[] start;

  /** Reads what a file says of itself before its pixels. */
  private interface HeaderReader {
    ImageHeader read(Content content) throws UnreadableImageException;
  }

  /**
   * @param endings of the files' names, in lower case
   * @param start the files' first bytes
   */
  ImageFormat(List<String> endings, HeaderReader header, int... start) {
    this.endings = endings;
    this.header = header;
    this.start = start;
  }

  /** The format of a file. */
  static ImageFormat of(Content content) throws UnreadableImageException {
    for (ImageFormat format : FILES) {
      if (content.startsWith(format.start)) {
        return format;
      }
    }
    throw new UnreadableImageException(
        RejectionReason.UNKNOWN_FORMAT,
        "expected a %s file, found %s"
            .formatted(
                fileFormats(),
                ForeignFormat.of(content)
                    .map(ForeignFormat::describe)
                    .orElseGet(content::describeStart)));
  }

  /** Whether a file is a picture of a format that is known and not read, such as WebP. */
  public static boolean isForeign(byte[] content) {
    return ForeignFormat.of(new Content(content, 0, content.length)).isPresent();
  }

  /** The formats that a file can have, for a message: A, B or C. */
  public static String fileFormats() {
    String all = FILES.stream().map(Enum::name).collect(Collectors.joining(", "));
    int last = all.lastIndexOf(", ");
    return all.substring(0, last) + " or " + all.substring(last + 2);
  }

  /** Whether a file's name ends as those of images do. */
  public static boolean namesAnImage(String fileName) {
    String ending = fileName.substring(fileName.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return fileName.contains(".")
        && Arrays.stream(values()).anyMatch(format -> format.endings.contains(ending));
  }

  ImageHeader readHeader(Content content) throws UnreadableImageException {
    return header.read(content);
  }

  private static ImageHeader noHeader(Content content) {
    throw new IllegalArgumentException("raw pixels have no header");
  }
}
