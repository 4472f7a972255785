package dev.sightline.topology.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folders of versions that a process was loading when it was killed. They are removed by a
 * process that holds the lock beside the folder, which ends with its process however that ends: so
 * no live one uses them. Only what is named and filled like such a folder is removed. For one
 * thread.
 */
final class StagingLeftovers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StagingLeftovers.class);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,200}-\\d{8,20}");
  private static final Set<String> CONTENT = Set.of(ModelStaging.ARCHIVE, ModelStaging.SAVED_MODEL);
  private static final String UNPACKING = ".unpacking-";

  private final Path root;
  private FileChannel lock;
  private boolean done;

  StagingLeftovers(Path root) {
    this.root = root;
  }

  /**
   * Removes them, once.
   *
   * @throws IOException when the disk fails; the next call tries again
   */
  void remove() throws IOException {
    if (done) {
      return;
    }
    Files.createDirectories(root);
    if (lock()) {
      for (Path folder : children(root)) {
        if (isLeftover(folder)) {
          ModelStaging.delete(folder);
          LOG.info("removed {}, which a process left that was killed", folder);
        }
      }
    } else {
      LOG.warn("{} is used by another process: what was left there stays", root);
    }
    done = true;
  }

  /** Takes the lock for as long as this process lives; false when another one has it. */
  private boolean lock() throws IOException {
    if (lock != null) {
      return true;
    }
    FileChannel file =
        FileChannel.open(
            root.resolveSibling(root.getFileName() + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock taken = file.tryLock();
      locked = taken != null;
      return locked;
    } catch (OverlappingFileLockException ofThisProcess) {
      return false;
    } finally {
      if (locked) {
        lock = file;
      } else {
        file.close();
      }
    }
  }

  private static boolean isLeftover(Path folder) throws IOException {
    return Files.isDirectory(folder)
        && NAME.matcher(folder.getFileName().toString()).matches()
        && children(folder).stream()
            .map(child -> child.getFileName().toString())
            .allMatch(name -> CONTENT.contains(name) || name.startsWith(UNPACKING));
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    }
  }

  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.close();
      }
    } catch (IOException e) {
      LOG.warn("the lock of {} can't be given back: {}", root, e.toString());
    }
  }
}
