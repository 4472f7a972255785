package dev.sightline.images;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The image stream of a reader, over parts of a file one behind another, which are not copied. One
 * instance serves one image after another: a new {@link ImageInputStreamImpl} each time would cost
 * a buffer of 8 KiB and a finalizer. For one thread.
 */
final class ContentStream extends ImageInputStreamImpl {
  private final DecodeDeadline deadline;
  private final Deque<Long> marks = new ArrayDeque<>();
  private List<Content> parts = List.of();
  private int part;
  private long partStart;

  ContentStream(DecodeDeadline deadline) {
    this.deadline = deadline;
  }

  /** Starts over, at the start of other bytes. */
  void open(List<Content> parts) {
    this.parts = parts;
    part = 0;
    partStart = 0;
    streamPos = 0;
    flushedPos = 0;
    bitOffset = 0;
    marks.clear();
  }

  /** Lets go of the bytes. */
  void release() {
    open(List.of());
  }

  @Override
  public int read() {
    bitOffset = 0;
    Content here = partHere();
    if (here == null) {
      return -1;
    }
    return here.array()[here.offset() + (int) (streamPos++ - partStart)] & 0xff;
  }

  /**
   * @throws IOException when the time for the image is over
   */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    deadline.check();
    bitOffset = 0;
    int count = 0;
    Content here = partHere();
    while (here != null && count < length) {
      int done = (int) (streamPos - partStart);
      int next = Math.min(length - count, here.length() - done);
      System.arraycopy(here.array(), here.offset() + done, target, offset + count, next);
      streamPos += next;
      count += next;
      here = partHere();
    }
    return here == null && count == 0 ? -1 : count;
  }

  /** The part that has the next byte, or null at the end. */
  private Content partHere() {
    if (streamPos < partStart) {
      part = 0;
      partStart = 0;
    }
    while (part < parts.size()) {
      Content here = parts.get(part);
      if (streamPos - partStart < here.length()) {
        return here;
      }
      partStart += here.length();
      part++;
    }
    return null;
  }

  @Override
  public long length() {
    return parts.stream().mapToLong(Content::length).sum();
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
