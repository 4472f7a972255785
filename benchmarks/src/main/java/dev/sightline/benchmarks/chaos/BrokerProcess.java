package dev.sightline.benchmarks.chaos;

import dev.sightline.app.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * The main class of a broker in a process of its own, which can be killed and made to stand still.
 */
final class BrokerProcess {
  private BrokerProcess() {}

  /**
   * @param arguments the folder of its data, its port and its controller's
   */
  public static void main(String[] arguments) throws InterruptedException {
    EmbeddedBroker broker =
        EmbeddedBroker.start(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    new CountDownLatch(1).await();
  }
}
