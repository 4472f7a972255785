package dev.sightline.app.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Marker;

/**
 * Keeps from the log the stack traces by which Kafka's clients say that they were interrupted while
 * they closed: with Ctrl-C that is what the user asked for. All else passes.
 */
public final class InterruptedClients extends TurboFilter {
  private static final String CLIENTS = "org.apache.kafka.clients.";

  @Override
  public FilterReply decide(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] parameters,
      Throwable thrown) {
    return logger.getName().startsWith(CLIENTS)
            && (thrown instanceof InterruptedException || thrown instanceof InterruptException)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
