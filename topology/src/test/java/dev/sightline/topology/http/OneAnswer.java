package dev.sightline.topology.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An HTTP server of this machine that gives one answer, and then none. */
record OneAnswer(ServerSocket socket, CompletableFuture<String> request) implements AutoCloseable {

  static OneAnswer of(String status) throws IOException {
    ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    return new OneAnswer(socket, CompletableFuture.supplyAsync(() -> answer(socket, status)));
  }

  private static String answer(ServerSocket socket, String status) {
    try (Socket client = socket.accept()) {
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      String request = reader.readLine();
      while (!reader.readLine().isEmpty()) {
        continue;
      }
      client.getOutputStream().write(("HTTP/1.1 " + status + "\r\n\r\n").getBytes());
      return request;
    } catch (IOException e) {
      throw new IllegalStateException("nobody asked", e);
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  /** The first line of the request. */
  String asked() throws InterruptedException, ExecutionException, TimeoutException {
    return request.get(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
