package dev.sightline.topology;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a worker's state, which one worker has at a time, and the identity that is kept in
 * it: a worker that starts again is known to the broker as the one it was, and takes over at once
 * what it had. For one thread at a time.
 */
final class StateFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);
  private static final String LOCK = ".worker.lock";
  private static final String IDENTITY = "worker-identity";

  private final Path folder;
  private FileChannel lock;
  private volatile String identity;

  /** Opens nothing yet. */
  StateFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Takes it, and makes it if it is not there.
   *
   * @throws ConfigException when another worker has it, or it can't be written to
   */
  void open() {
    try {
      Files.createDirectories(folder);
      takeLock();
      identity = readIdentity();
    } catch (IOException fault) {
      close();
      throw fault(fault.toString());
    }
  }

  private void takeLock() throws IOException {
    lock =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken;
    try {
      taken = lock.tryLock() != null;
    } catch (OverlappingFileLockException inThisProcess) {
      taken = false;
    }
    if (!taken) {
      close();
      throw fault(
          "another worker uses this folder; give each its own, and a sightline.http.port of its"
              + " own: 0 takes any free one");
    }
  }

  private String readIdentity() throws IOException {
    Path file = folder.resolve(IDENTITY);
    if (Files.exists(file)) {
      String text = Files.readString(file).strip();
      try {
        return UUID.fromString(text).toString();
      } catch (IllegalArgumentException damaged) {
        LOG.warn("no identity in {}: a new one is written", file);
      }
    }
    String fresh = UUID.randomUUID().toString();
    Path written = Files.writeString(folder.resolve(IDENTITY + ".new"), fresh + "\n");
    Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return fresh;
  }

  private ConfigException fault(String what) {
    return new ConfigException("sightline.state.dir: " + folder + ": " + what);
  }

  /**
   * The identity of the worker, of letters, digits and dashes.
   *
   * @throws IllegalStateException when the folder is not open
   */
  String identity() {
    if (identity == null) {
      throw new IllegalStateException(folder + " is not open");
    }
    return identity;
  }

  /** The file that the identity is kept in. */
  Path identityFile() {
    return folder.resolve(IDENTITY);
  }

  /** Gives it to whoever comes next. */
  @Override
  public void close() {
    try (FileChannel held = lock) {
      lock = null;
    } catch (IOException e) {
      LOG.warn("the lock of {} can't be given back: {}", folder, e.toString());
    }
  }
}
