package dev.sightline.images;

import java.util.Arrays;

/**
 * What the frame header of a JPEG says.
 *
 * @param ids of the components, one if gray and three if in colour
 * @param quantization which table each component has, by number
 */
record JpegFrame(int width, int height, boolean progressive, int[] ids, int[] quantization) {
  private static final int PROGRESSIVE = 0xc2;

  static JpegFrame read(Content content, JpegSegments segment) throws UnreadableImageException {
    int at = segment.contentStart();
    int bits = content.u8(at);
    int components = content.u8(at + 5);
    if (segment.marker() > PROGRESSIVE) {
      throw UnreadableImageException.unsupported(
          "frame type %02x: baseline and progressive are read", segment.marker());
    }
    if (bits != 8) {
      throw UnreadableImageException.unsupported("%d bits a sample: 8 are read", bits);
    }
    if (components != 1 && components != 3) {
      throw UnreadableImageException.unsupported(
          "%d components (4: CMYK or YCCK): 1 (gray) and 3 (colour) are read", components);
    }
    JpegFrame frame =
        new JpegFrame(
            content.u16BigEndian(at + 3),
            content.u16BigEndian(at + 1),
            segment.marker() == PROGRESSIVE,
            new int[components],
            new int[components]);
    for (int i = 0; i < components; i++) {
      frame.ids[i] = content.u8(at + 6 + 3 * i);
      frame.quantization[i] = content.u8(at + 8 + 3 * i);
    }
    return frame;
  }

  int components() {
    return ids.length;
  }

  boolean isColor() {
    return ids.length == 3;
  }

  boolean hasIds(int... expected) {
    return Arrays.equals(ids, expected);
  }

  /** The index of a component, or -1 when none has this id. */
  int indexOf(int id) {
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] == id) {
        return i;
      }
    }
    return -1;
  }
}
