package dev.sightline.app.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** 127.0.0.1 and its free ports. */
public final class Loopback {
  public static final String HOST = "127.0.0.1";

  private static final int LOWEST_PORT = 20_000;
  private static final int HIGHEST_PORT = 32_767;
  private static final int ATTEMPTS = 1000;

  private Loopback() {}

  /**
   * A port that nobody listens on. It lies below the ports that Linux and macOS give to outgoing
   * connections: while a server is down, a client that keeps trying can't be given the server's own
   * port and keep the server from coming back.
   *
   * @throws IOException when there is none
   */
  public static int freePort() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT + 1);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IOException(
        "no free port on %s: tried %d between %d and %d"
            .formatted(HOST, ATTEMPTS, LOWEST_PORT, HIGHEST_PORT));
  }

  /**
   * As many ports that nobody listens on, no two of them the same.
   *
   * @throws IOException when there are not so many
   * @see #freePort()
   */
  public static List<Integer> freePorts(int count) throws IOException {
    Set<Integer> ports = new LinkedHashSet<>();
    for (int attempt = 0; ports.size() < count; attempt++) {
      if (attempt == ATTEMPTS) {
        throw new IOException("no %d free ports on %s".formatted(count, HOST));
      }
      ports.add(freePort());
    }
    return List.copyOf(ports);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
