package dev.sightline.images;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A JPEG taken apart.
 *
 * @param segments those in front of the first scan, markers included
 * @param scans the rest, from the first scan's marker on
 */
record JpegFile(List<byte[]> segments, byte[] scans) {
  static final int JFIF = 0xe0;
  static final int EXIF = 0xe1;
  static final int PROFILE = 0xe2;
  static final int ADOBE = 0xee;
  static final int COMMENT = 0xfe;
  static final int FRAME = 0xc0;
  static final int HUFFMAN = 0xc4;
  static final int QUANTIZATION = 0xdb;
  static final int SCAN = 0xda;

  static JpegFile of(byte[] file) {
    List<byte[]> segments = new ArrayList<>();
    int at = 2;
    while ((file[at + 1] & 0xff) != SCAN) {
      int end = at + 2 + ByteBuffer.wrap(file).getChar(at + 2);
      segments.add(Arrays.copyOfRange(file, at, end));
      at = end;
    }
    return new JpegFile(segments, Arrays.copyOfRange(file, at, file.length));
  }

  static byte[] segment(int marker, byte... content) {
    return ByteBuffer.allocate(4 + content.length)
        .put((byte) 0xff)
        .put((byte) marker)
        .putShort((short) (2 + content.length))
        .put(content)
        .array();
  }

  static byte[] segment(int marker, String text, byte... content) {
    byte[] start = text.getBytes(StandardCharsets.ISO_8859_1);
    return segment(marker, Pictures.concat(start, content));
  }

  /** An Adobe segment with this transform: 0 for RGB, 1 for YCbCr, 2 for YCCK. */
  static byte[] adobe(int transform) {
    return segment(ADOBE, "Adobe", new byte[] {0, 100, 0, 0, 0, 0, (byte) transform});
  }

  /** With these bytes as they are in front of a segment. */
  JpegFile with(int index, byte[]... added) {
    List<byte[]> all = new ArrayList<>(segments);
    all.addAll(index, List.of(added));
    return new JpegFile(all, scans);
  }

  /** With these bytes behind each segment. */
  JpegFile withEverywhere(byte... added) {
    List<byte[]> all = new ArrayList<>();
    segments.forEach(segment -> all.addAll(List.of(segment, added)));
    return new JpegFile(all, scans);
  }

  JpegFile without(int... markers) {
    Predicate<byte[]> kept =
        segment -> Arrays.stream(markers).noneMatch(marker -> (segment[1] & 0xff) == marker);
    return new JpegFile(segments.stream().filter(kept).toList(), scans);
  }

  /** With other ids for the three components, in the frame header and the only scan. */
  JpegFile withIds(int... ids) {
    JpegFile changed = of(bytes());
    for (int i = 0; i < 3; i++) {
      for (byte[] segment : changed.segments) {
        if ((segment[1] & 0xff) == FRAME) {
          segment[10 + 3 * i] = (byte) ids[i];
        }
      }
      changed.scans[5 + 2 * i] = (byte) ids[i];
    }
    return changed;
  }

  JpegFile withScans(byte[] changed) {
    return new JpegFile(segments, changed);
  }

  byte[] bytes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
    segments.forEach(file::writeBytes);
    file.writeBytes(scans);
    return file.toByteArray();
  }
}
