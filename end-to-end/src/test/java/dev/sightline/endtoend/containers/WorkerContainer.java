package dev.sightline.endtoend.containers;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HealthCheck;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * A worker of the project's own image that scores in float32, with as few rights as the image
 * needs; it counts as started once it serves, by the image's own check.
 */
final class WorkerContainer extends GenericContainer<WorkerContainer> {
  private static final int PORT = 8080;
  private static final long MEMORY_BYTES = 1L << 30;

  /**
   * @param environment its settings; they win
   */
  WorkerContainer(Future<String> image, Map<String, String> environment) {
    super(image);
    withCommand("run");
    withEnv("SIGHTLINE_ROLES", "score");
    withEnv("SIGHTLINE_EXECUTION_SETTINGS", "float32");
    withEnv(environment);
    withTmpFs(Map.of("/tmp", "rw"));
    HostPort.keep(this, PORT);
    withCreateContainerCmdModifier(
        create -> {
          create
              .getHostConfig()
              .withReadonlyRootfs(true)
              .withCapDrop(Capability.ALL)
              .withSecurityOpts(List.of("no-new-privileges:true"))
              .withMemory(MEMORY_BYTES);
          create.withHealthcheck(
              new HealthCheck()
                  .withTest(List.of("CMD", "healthy", "/health/ready"))
                  .withInterval(Duration.ofSeconds(1).toNanos())
                  .withTimeout(Duration.ofSeconds(5).toNanos())
                  .withRetries(1));
        });
    waitingFor(Wait.forHealthcheck().withStartupTimeout(Duration.ofMinutes(2)));
  }

  /**
   * Whether it has taken in images whose predictions are not committed. Of a process that has lost
   * no transaction: what comes again is taken in twice.
   */
  boolean isBatching() {
    String scrape = scrape();
    return sum(scrape, "kafka_stream_thread_process_total")
        > sum(scrape, "sightline_images_predicted_total");
  }

  /** How many images this process has predicted. */
  double predicted() {
    return sum(scrape(), "sightline_images_predicted_total");
  }

  private static double sum(String scrape, String meter) {
    return scrape
        .lines()
        .filter(line -> line.matches(meter + ".*"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private String scrape() {
    URI uri = URI.create("http://" + getHost() + ":" + getMappedPort(PORT) + "/metrics");
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException("no answer from " + uri, e);
    }
  }

  /** SIGKILL: nothing of the process runs on. */
  void kill() {
    getDockerClient().killContainerCmd(getContainerId()).exec();
  }

  /** Starts the process again with its state, and waits until it serves. */
  void startAgain() {
    getDockerClient().startContainerCmd(getContainerId()).exec();
    waitUntilContainerStarted();
  }
}
