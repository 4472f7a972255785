package dev.sightline.topology.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file by which a process tells others in its container where it answers over HTTP: {@code
 * sightline-address.PID}, with host and port in one line. Whoever looks after a container need not
 * guess at a port that may stand on a command line, in a file or in a variable, or be any free one.
 *
 * @param folder where it is written; empty where nobody asks for it
 */
public record AddressFile(Optional<Path> folder, long processId) {
  private static final Logger LOG = LoggerFactory.getLogger(AddressFile.class);
  private static final Set<String> ALL_ADDRESSES = Set.of("0.0.0.0", "::", "[::]");

  /** That of this process, in the folder that the property {@code sightline.address.dir} names. */
  public static AddressFile ofThisProcess() {
    return new AddressFile(
        Optional.ofNullable(System.getProperty("sightline.address.dir")).map(Path::of),
        ProcessHandle.current().pid());
  }

  /**
   * Says where the process listens. A folder that can't be written to is logged: the process itself
   * needs it not.
   *
   * @param host that it listens on; of all addresses of the machine the file names its own
   */
  public void write(String host, int port) {
    if (folder.isEmpty()) {
      return;
    }
    String near = ALL_ADDRESSES.contains(host) ? "127.0.0.1" : host;
    Path file = folder.get().resolve("sightline-address." + processId);
    try {
      Files.writeString(file, near + " " + port + "\n");
    } catch (IOException e) {
      LOG.warn(
          "{} can't be written, so this container's health check fails: {}", file, e.toString());
    }
  }
}
