package dev.sightline.benchmarks.chaos;

import dev.sightline.app.embedded.Loopback;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An address in front of the registry: lets connections through, refuses them, or takes them and
 * says nothing. The registry itself, which keeps its schemas in memory, goes on.
 */
final class RegistryDoor implements Faulty, AutoCloseable {
  private final URI registry;
  private final int port;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean silent;
  private ServerSocket door;

  RegistryDoor(String registryUrl) throws IOException {
    this.registry = URI.create(registryUrl);
    this.port = Loopback.freePort();
    listen();
  }

  /** For clients, in the place of the registry's own. */
  String url() {
    return "http://%s:%d%s".formatted(Loopback.HOST, port, registry.getPath());
  }

  @Override
  public void begin(Fault fault) {
    if (fault == Fault.REGISTRY_SILENT) {
      silent = true;
    } else {
      close();
    }
    open.forEach(RegistryDoor::close);
  }

  @Override
  public void end(Fault fault) {
    if (fault == Fault.REGISTRY_SILENT) {
      silent = false;
      open.forEach(RegistryDoor::close);
    } else {
      try {
        listen();
      } catch (IOException taken) {
        throw new UncheckedIOException("the registry's door can't be opened again", taken);
      }
    }
  }

  private void listen() throws IOException {
    ServerSocket opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(new InetSocketAddress(InetAddress.getByName(Loopback.HOST), port));
    door = opened;
    inBackground(() -> accept(opened));
  }

  private void accept(ServerSocket from) throws IOException {
    while (true) {
      Socket client = from.accept();
      open.add(client);
      if (!silent) {
        Socket behind = new Socket(registry.getHost(), registry.getPort());
        open.add(behind);
        inBackground(() -> copy(client, behind));
        inBackground(() -> copy(behind, client));
      }
    }
  }

  /** A connection that breaks is closed on both sides: the client sees that and asks again. */
  private void copy(Socket from, Socket to) throws IOException {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // The other side, or the door, was closed: that is what this class is for.
              }
            },
            "registry-door");
    thread.setDaemon(true);
    thread.start();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
