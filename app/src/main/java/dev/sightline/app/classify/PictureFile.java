package dev.sightline.app.classify;

import dev.sightline.images.DecodeLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The bytes of a picture's file, up to a limit; it may be a pipe. */
final class PictureFile {
  /** 256 MiB and 128 megapixels: more than a camera makes, less than would fill the memory. */
  static final DecodeLimits LIMITS = new DecodeLimits(256L << 20, 1L << 27);

  private PictureFile() {}

  /**
   * @throws IOException when it can't be read or is larger than the limit
   */
  static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] content = in.readNBytes((int) LIMITS.maxBytes() + 1);
      if (content.length > LIMITS.maxBytes()) {
        throw new IOException("more than %d bytes".formatted(LIMITS.maxBytes()));
      }
      return content;
    }
  }

  /** Java's own messages on files are the name of the file and little more. */
  static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    if (failure instanceof AccessDeniedException) {
      return "may not be read";
    }
    if (failure instanceof FileSystemLoopException) {
      return "a link back to a folder above it";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
