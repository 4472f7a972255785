package dev.sightline.images;

/**
 * Reads a GIF's blocks up to the end of its first frame, and leaves to the JDK's reader the frame
 * and its colours alone.
 *
 * <p>What extensions say, transparency and timing, changes no colour, and that reader copies their
 * data in time quadratic in their length (JDK 17, {@code GIFImageReader.concatenateBlocks}).
 *
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">GIF89a</a>
 */
final class GifHeader {
  private static final int SCREEN_END = 13;
  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2c;
  private static final int NOTHING = 0;
  private static final int FRAME_HEADER_BYTES = 10;

  /** An empty block, which ends the frame, and the trailer. */
  private static final byte[] END = {0, 0x3b};

  private GifHeader() {}

  static ImageHeader read(Content content) throws UnreadableImageException {
    int screenEnd = SCREEN_END + colorTableBytes(content.u8(10));
    int frame = frameFrom(content, screenEnd);
    int width = content.u16LittleEndian(frame + 5);
    int height = content.u16LittleEndian(frame + 7);
    int colors = frame + FRAME_HEADER_BYTES;
    int blocks = colors + colorTableBytes(content.u8(frame + 9)) + 1;
    content.require(colors, blocks - colors);
    int end = afterBlocks(content, blocks);
    Excerpt kept = new Excerpt(content);
    kept.keep(0, screenEnd);
    kept.keep(frame, end);
    kept.insert(END);
    boolean ended = end < content.length();
    return new ImageHeader(ImageFormat.GIF, width, height, 1, 1, ended, kept.parts());
  }

  private static int frameFrom(Content content, int from) throws UnreadableImageException {
    int at = from;
    while (content.u8(at) != FRAME) {
      switch (content.u8(at)) {
        case EXTENSION -> at = afterBlocks(content, at + 2) + 1;
        case NOTHING -> at++; // a block too many
        default ->
            throw UnreadableImageException.damaged(
                "expected a frame at byte %d, found block %02x", at, content.u8(at));
      }
    }
    return at;
  }

  private static int colorTableBytes(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
  }

  /** Where the empty block is that ends these, or the end of the content between two. */
  private static int afterBlocks(Content content, int from) throws UnreadableImageException {
    int at = from;
    while (at < content.length() && content.u8(at) > 0) {
      content.require(at, 1 + content.u8(at));
      at += 1 + content.u8(at);
    }
    return at;
  }
}
