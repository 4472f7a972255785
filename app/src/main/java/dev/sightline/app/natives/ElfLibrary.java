package dev.sightline.app.natives;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A shared library in the Executable and Linkable Format, 64 bits, little endian, as Linux loads
 * them on x86-64 and arm64. What is loaded is told by its program headers and lies before names of
 * functions and notes for debuggers, which section headers tell of and nobody reads here: a quarter
 * of TensorFlow's library.
 */
final class ElfLibrary {
  private static final int MAGIC = 0x464C457F; // 0x7F, E, L, F
  private static final int HEADER_BYTES = 64;
  private static final int PROGRAM_HEADER_BYTES = 56;

  private final FileChannel file;

  private ElfLibrary(FileChannel file) {
    this.file = file;
  }

  /**
   * Cuts off of a file what is never loaded; a file of another format stays as it is.
   *
   * @throws IOException when it can't be read or written
   */
  static void cut(Path library) throws IOException {
    try (FileChannel file =
        FileChannel.open(library, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      new ElfLibrary(file).cut();
    }
  }

  private void cut() throws IOException {
    if (file.size() < HEADER_BYTES) {
      return;
    }
    ByteBuffer header = read(0, HEADER_BYTES);
    boolean ours = header.getInt(0) == MAGIC && header.get(4) == 2 && header.get(5) == 1;
    long end = ours ? endOfWhatIsLoaded(header) : file.size();
    if (end < file.size()) {
      header.putLong(40, 0); // where the section headers are
      header.putShort(60, (short) 0); // how many
      header.putShort(62, (short) 0); // which of them has their names
      file.write(header, 0);
      file.truncate(end);
    }
  }

  /** The end of the last segment, and at least that of the headers. */
  private long endOfWhatIsLoaded(ByteBuffer header) throws IOException {
    long first = header.getLong(32);
    int count = header.getShort(56);
    long end = first + (long) count * PROGRAM_HEADER_BYTES;
    if (header.getShort(54) != PROGRAM_HEADER_BYTES || count < 1 || end > file.size()) {
      return file.size();
    }
    for (int i = 0; i < count; i++) {
      ByteBuffer segment = read(first + (long) i * PROGRAM_HEADER_BYTES, PROGRAM_HEADER_BYTES);
      end = Math.max(end, segment.getLong(8) + segment.getLong(32)); // offset, bytes in the file
    }
    return end;
  }

  private ByteBuffer read(long from, int bytes) throws IOException {
    ByteBuffer read = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.read(read, from);
    return read.flip();
  }
}
