package dev.sightline.images;

import java.nio.ByteBuffer;

/**
 * The bytes of one image, a stretch of an array that is not copied. Indices count from its start; a
 * read past its end says that the image is truncated.
 */
record Content(byte[] array, int offset, int length) {

  static Content of(ByteBuffer buffer) {
    if (buffer.hasArray()) {
      return new Content(
          buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
    }
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return new Content(copy, 0, copy.length);
  }

  int u8(int index) throws UnreadableImageException {
    require(index, 1);
    return array[offset + index] & 0xff;
  }

  int u16BigEndian(int index) throws UnreadableImageException {
    require(index, 2);
    int i = offset + index;
    return (array[i] & 0xff) << 8 | array[i + 1] & 0xff;
  }

  int i32BigEndian(int index) throws UnreadableImageException {
    require(index, 4);
    int i = offset + index;
    return array[i] << 24
        | (array[i + 1] & 0xff) << 16
        | (array[i + 2] & 0xff) << 8
        | array[i + 3] & 0xff;
  }

  int u16LittleEndian(int index) throws UnreadableImageException {
    return Short.toUnsignedInt(Short.reverseBytes((short) u16BigEndian(index)));
  }

  int i32LittleEndian(int index) throws UnreadableImageException {
    return Integer.reverseBytes(i32BigEndian(index));
  }

  long u32LittleEndian(int index) throws UnreadableImageException {
    return Integer.toUnsignedLong(i32LittleEndian(index));
  }

  /** Demands {@code count} bytes at {@code index}. */
  void require(int index, long count) throws UnreadableImageException {
    if (index < 0 || count < 0 || index + count > length) {
      throw UnreadableImageException.truncated(
          "truncated: expected %d bytes at %s, the content has %d",
          count, Integer.toUnsignedString(index), length);
    }
  }

  boolean startsWith(int... bytes) {
    return hasAt(0, bytes);
  }

  boolean hasAt(int index, int... bytes) {
    if (length - index < bytes.length) {
      return false;
    }
    for (int i = 0; i < bytes.length; i++) {
      if (array[offset + index + i] != (byte) bytes[i]) {
        return false;
      }
    }
    return true;
  }

  String describeStart() {
    StringBuilder text = new StringBuilder(length + " bytes that start with");
    for (int i = 0; i < Math.min(8, length); i++) {
      text.append(String.format(" %02x", array[offset + i]));
    }
    return text.toString();
  }
}
