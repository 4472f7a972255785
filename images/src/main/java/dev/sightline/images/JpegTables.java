package dev.sightline.images;

import java.io.ByteArrayOutputStream;
import java.util.List;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/**
 * Which quantization and Huffman tables a JPEG has defined so far.
 *
 * <p>libjpeg keeps them from one image to the next, so one that lacks a table would be decoded with
 * that of whatever came before: the reader gets none that uses a table which it does not define.
 * Frames of Motion JPEG leave out all Huffman tables and mean the standard's, {@link #STANDARD}.
 */
final class JpegTables {
  static final int QUANTIZATION = 0xdb;
  static final int HUFFMAN = 0xc4;

  /** The segment of the Huffman tables that ITU T.81 lists in its annex K.3. */
  static final byte[] STANDARD = standard();

  private static final int HUFFMAN_LENGTHS = 16;

  private final Content content;
  private int quantization;
  private int dc;
  private int ac;

  JpegTables(Content content) {
    this.content = content;
  }

  /** Takes note of a segment's tables. */
  void define(JpegSegments segment) throws UnreadableImageException {
    int at = segment.contentStart();
    while (at < segment.end()) {
      int table = content.u8(at++);
      int kind = table >> 4;
      int bit = 1 << (table & 15);
      if (segment.marker() == QUANTIZATION) {
        quantization |= bit;
        at += kind == 0 ? 64 : 128;
      } else {
        dc |= kind == 0 ? bit : 0;
        ac |= kind == 0 ? 0 : bit;
        int values = 0;
        for (int i = 0; i < HUFFMAN_LENGTHS; i++) {
          values += content.u8(at++);
        }
        at += values;
      }
    }
  }

  boolean hasHuffman() {
    return (dc | ac) != 0;
  }

  /** Takes note of {@link #STANDARD}. */
  void defineStandard() {
    dc |= 3;
    ac |= 3;
  }

  void requireQuantization(int table) throws UnreadableImageException {
    require(quantization, table, "quantization");
  }

  void requireDc(int table) throws UnreadableImageException {
    require(dc, table, "DC Huffman");
  }

  void requireAc(int table) throws UnreadableImageException {
    require(ac, table, "AC Huffman");
  }

  private static void require(int defined, int table, String kind) throws UnreadableImageException {
    if (table > 3 || (defined >> table & 1) == 0) {
      throw UnreadableImageException.damaged(
          "a scan uses %s table %d, which is not defined", kind, table);
    }
  }

  private static byte[] standard() {
    List<JPEGHuffmanTable> tables =
        List.of(
            JPEGHuffmanTable.StdDCLuminance,
            JPEGHuffmanTable.StdACLuminance,
            JPEGHuffmanTable.StdDCChrominance,
            JPEGHuffmanTable.StdACChrominance);
    int[] kinds = {0x00, 0x10, 0x01, 0x11};
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int i = 0; i < kinds.length; i++) {
      content.write(kinds[i]);
      for (int j = 0; j < HUFFMAN_LENGTHS; j++) {
        short[] lengths = tables.get(i).getLengths();
        content.write(j < lengths.length ? lengths[j] : 0);
      }
      for (short value : tables.get(i).getValues()) {
        content.write(value);
      }
    }
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.write(0xff);
    segment.write(HUFFMAN);
    segment.write(2 + content.size() >> 8);
    segment.write(2 + content.size());
    segment.writeBytes(content.toByteArray());
    return segment.toByteArray();
  }
}
