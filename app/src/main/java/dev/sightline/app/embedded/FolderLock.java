package dev.sightline.app.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The right to a broker's folder, which one broker of one process has at a time.
 *
 * <p>Kafka has a lock of its own, but takes it after it has opened, and may have repaired, the log
 * of its metadata. That pulls the log from under the broker that runs, whose fault handler ends the
 * whole JVM.
 */
final class FolderLock implements AutoCloseable {
  private static final String FILE = ".sightline.lock";

  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock of a folder, which is created when missing.
   *
   * @throws IOException when another has it, in this process or elsewhere
   */
  static FolderLock take(Path folder) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new FolderLock(channel);
      }
    } catch (OverlappingFileLockException inThisProcess) {
      channel.close();
      throw taken(inThisProcess);
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
    channel.close();
    throw taken(null);
  }

  private static IOException taken(Throwable cause) {
    return new IOException("another broker holds the lock of this folder", cause);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
