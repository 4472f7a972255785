package dev.sightline.images;

/**
 * Reads a GIF's blocks up to its first frame.
 *
 * <p>The JDK's reader copies the data of extensions before the frame in time quadratic in their
 * length (JDK 17, {@code GIFImageReader.concatenateBlocks}): beyond {@value #MAX_EXTENSION_BYTES}
 * bytes they are left out. What they say, transparency and timing, changes no colour.
 *
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">GIF89a</a>
 */
final class GifHeader {
  static final int MAX_EXTENSION_BYTES = 64 * 1024;

  private static final int SCREEN_END = 13;
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2c;

  private GifHeader() {}

  static ImageHeader read(Content content) throws UnreadableImageException {
    int blocks = SCREEN_END + colorTableBytes(content.u8(10));
    int at = blocks;
    while (content.u8(at) == EXTENSION) {
      at = afterSubBlocks(content, at + 2);
    }
    if (content.u8(at) != FRAME) {
      throw new UnreadableImageException(
          RejectionReason.DAMAGED,
          String.format("expected a frame at byte %d, found block %02x", at, content.u8(at)));
    }
    int width = content.u16LittleEndian(at + 5);
    int height = content.u16LittleEndian(at + 7);
    Content kept = at - blocks > MAX_EXTENSION_BYTES ? content.without(blocks, at) : content;
    return new ImageHeader(ImageFormat.GIF, width, height, 1, 1, kept);
  }

  private static int colorTableBytes(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
  }

  private static int afterSubBlocks(Content content, int at) throws UnreadableImageException {
    int length;
    do {
      length = content.u8(at);
      at += 1 + length;
    } while (length > 0);
    return at;
  }
}
