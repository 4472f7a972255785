package dev.sightline.schemas.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Sends the head of an answer, a piece of its body, and then nothing more. */
final class StallingServer implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final Thread thread = new Thread(this::stall, "stalling-server");

  StallingServer() throws IOException {
    thread.start();
  }

  String url() {
    return "http://localhost:" + socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void stall() {
    try (Socket client = socket.accept()) {
      client
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"schema\""
                  .getBytes(StandardCharsets.US_ASCII));
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException over) {
      // the client hung up or the test closed the socket: nobody is left to stall
    }
  }
}
