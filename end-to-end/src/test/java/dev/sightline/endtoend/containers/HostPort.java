package dev.sightline.endtoend.containers;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import org.testcontainers.containers.GenericContainer;

/** A container's port on this machine that stays the same when the container is started again. */
final class HostPort {
  private HostPort() {}

  /**
   * Binds a port of a container to one that is free now: Docker would take another at each start.
   */
  static void keep(GenericContainer<?> container, int port) {
    int free = free();
    container.addExposedPort(port);
    container.withCreateContainerCmdModifier(
        create ->
            create
                .getHostConfig()
                .withPortBindings(
                    new PortBinding(Ports.Binding.bindPort(free), new ExposedPort(port))));
  }

  private static int free() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
