package dev.sightline.endtoend.containers;

import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * Apicurio in a container that can be stopped and started again: with the same address, for Docker
 * gives a started container other ports, and with the same schemas, for they are in a file.
 */
final class RegistryContainer extends GenericContainer<RegistryContainer> {
  private static final int PORT = 8080;
  private static final String NAME = "registry";
  private static final String PATH = "/apis/ccompat/v7";

  RegistryContainer(String image, Network network) {
    super(DockerImageName.parse(image));
    withNetwork(network);
    withNetworkAliases(NAME);
    HostPort.keep(this, PORT);
    withEnv("APICURIO_STORAGE_KIND", "sql");
    withEnv("APICURIO_STORAGE_SQL_KIND", "h2");
    withEnv("APICURIO_DATASOURCE_URL", "jdbc:h2:file:/tmp/registry");
    waitingFor(
        Wait.forHttp(PATH + "/subjects")
            .forPort(PORT)
            .forStatusCode(200)
            .withStartupTimeout(Duration.ofMinutes(2)));
  }

  /** The base address for other containers. */
  String inside() {
    return "http://" + NAME + ":" + PORT + PATH;
  }

  /** The base address for any Confluent client on this machine. */
  String url() {
    return "http://" + getHost() + ":" + getMappedPort(PORT) + PATH;
  }

  /** Stops the process as an operator would; the container stays. */
  void shutDown() {
    getDockerClient().stopContainerCmd(getContainerId()).exec();
  }

  /** Starts the process again, and does not wait until it answers. */
  void startAgain() {
    getDockerClient().startContainerCmd(getContainerId()).exec();
  }
}
