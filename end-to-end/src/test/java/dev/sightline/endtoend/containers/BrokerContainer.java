package dev.sightline.endtoend.containers;

import com.github.dockerjava.api.model.ContainerNetwork;
import java.time.Duration;
import org.testcontainers.containers.Network;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** A broker that other containers and this machine reach, and what can happen to it. */
final class BrokerContainer extends KafkaContainer {
  private static final int PORT = 9092;
  private static final String NAME = "broker";
  private static final String INSIDE = NAME + ":19092";

  private final Network network;

  BrokerContainer(String image, Network network) {
    super(DockerImageName.parse(image).asCompatibleSubstituteFor("apache/kafka"));
    this.network = network;
    withNetwork(network);
    withNetworkAliases(NAME);
    withListener(INSIDE);
    HostPort.keep(this, PORT);
    withStartupTimeout(Duration.ofMinutes(3));
  }

  /** Where other containers find it. */
  String inside() {
    return INSIDE;
  }

  /** It holds its connections, and answers nothing. */
  void pause() {
    getDockerClient().pauseContainerCmd(getContainerId()).exec();
  }

  void goOn() {
    getDockerClient().unpauseContainerCmd(getContainerId()).exec();
  }

  /** It runs, and nobody reaches it. */
  void disconnect() {
    getDockerClient()
        .disconnectFromNetworkCmd()
        .withNetworkId(network.getId())
        .withContainerId(getContainerId())
        .exec();
  }

  void connect() {
    getDockerClient()
        .connectToNetworkCmd()
        .withNetworkId(network.getId())
        .withContainerId(getContainerId())
        .withContainerNetwork(new ContainerNetwork().withAliases(NAME))
        .exec();
  }

  /** SIGKILL. */
  void kill() {
    getDockerClient().killContainerCmd(getContainerId()).exec();
  }

  /** Starts the process again with its data, and does not wait until it answers. */
  void startAgain() {
    getDockerClient().startContainerCmd(getContainerId()).exec();
  }
}
