package dev.sightline.trainer.data.source;

import dev.sightline.images.DecodeLimits;
import dev.sightline.images.Decoding;
import dev.sightline.images.ImageDecoder;
import dev.sightline.images.Rejected;
import dev.sightline.images.RejectionReason;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.ImageSize;
import java.io.IOException;

/** Reads and decodes one file of a tree after another. For one thread. */
final class FileDecoder implements AutoCloseable {
  /** 64 megapixels, in however many bytes: the file is in memory by then. */
  private static final DecodeLimits LIMITS = new DecodeLimits(Integer.MAX_VALUE, 1L << 26);

  private final ImageTreeReader.Content content;
  private final ImageDecoder decoder;

  FileDecoder(ImageTreeReader.Content content, ImageSize size, ResizeMethod method) {
    this.content = content;
    this.decoder = new ImageDecoder(size.height(), size.width(), method, LIMITS);
  }

  /**
   * Decodes a file into {@code target} from {@code offset} on; one that is of no use is rejected.
   *
   * @throws IOException when it is no use reading on
   */
  Decoding decode(ImageTree.File file, byte[] target, int offset) throws IOException {
    try {
      return decoder.decodeFile(content.read(file.path()), target, offset);
    } catch (UnusableFileException unusable) {
      return new Rejected(RejectionReason.DAMAGED, unusable.getMessage());
    }
  }

  @Override
  public void close() {
    decoder.close();
  }
}
