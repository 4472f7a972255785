package dev.sightline.topology;

import dev.sightline.topology.http.Health;
import java.util.Optional;

/**
 * One of the things that a worker does. Started once by one thread; asked for its health by any,
 * before and after too; closed by any.
 */
interface Part extends AutoCloseable {
  /**
   * Opens what it needs and sets its threads going; doesn't wait for what they wait for.
   *
   * @throws RuntimeException when it can't start; it is closed then
   */
  void start();

  /** Healthy unless it has ended: a part that ends by itself ends the worker. */
  Health live();

  /** Healthy when it does its work. */
  Health ready();

  /** What ended it, if it ended by itself and knows why. */
  Optional<Throwable> failure();

  /** Ends it in good order, also after a start that failed or none at all. */
  @Override
  void close();
}
