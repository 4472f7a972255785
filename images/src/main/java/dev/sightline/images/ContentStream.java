package dev.sightline.images;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The image stream of a reader, over bytes that are not copied. One instance serves one image after
 * another: a new {@link ImageInputStreamImpl} each time would cost a buffer of 8 KiB and a
 * finalizer. For one thread.
 */
final class ContentStream extends ImageInputStreamImpl {
  private static final Content NOTHING = new Content(new byte[0], 0, 0);

  private final DecodeDeadline deadline;
  private final Deque<Long> marks = new ArrayDeque<>();
  private Content content = NOTHING;

  ContentStream(DecodeDeadline deadline) {
    this.deadline = deadline;
  }

  /** Starts over, at the start of other bytes. */
  void open(Content content) {
    this.content = content;
    streamPos = 0;
    flushedPos = 0;
    bitOffset = 0;
    marks.clear();
  }

  /** Lets go of the bytes. */
  void release() {
    open(NOTHING);
  }

  @Override
  public int read() {
    bitOffset = 0;
    if (streamPos >= content.length()) {
      return -1;
    }
    return content.array()[content.offset() + (int) streamPos++] & 0xff;
  }

  /**
   * @throws IOException when the time for the image is over
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    deadline.check();
    bitOffset = 0;
    if (streamPos >= content.length()) {
      return -1;
    }
    int count = (int) Math.min(length, content.length() - streamPos);
    System.arraycopy(content.array(), content.offset() + (int) streamPos, target, offset, count);
    streamPos += count;
    return count;
  }

  @Override
  public long length() {
    return content.length();
  }

  /** Kept here because a reader that fails leaves its marks behind. */
  @Override
  public void mark() {
    marks.push(streamPos);
  }

  @Override
  public void reset() {
    if (!marks.isEmpty()) {
      streamPos = marks.pop();
      bitOffset = 0;
    }
  }
}
