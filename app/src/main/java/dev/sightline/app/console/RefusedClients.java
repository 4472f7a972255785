package dev.sightline.app.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.Marker;

/**
 * Keeps from the log what Kafka's clients say, over and over, of a right that lacks: whoever uses
 * the client gets it as a failure, and says it once with the remedy. And a fault of theirs that
 * comes of it: a producer without transactions that was refused tries to abort one when it is
 * closed. All else passes.
 */
public final class RefusedClients extends TurboFilter {
  private static final String CLIENTS = "org.apache.kafka.clients.";
  private static final String REFUSED = "Topic authorization failed for topics";
  private static final String ABORTING =
      "Error in kafka producer I/O thread while aborting transaction";
  private static final String NOT_TRANSACTIONAL =
      "Transactional method invoked on a non-transactional producer";

  @Override
  public FilterReply decide(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] parameters,
      Throwable thrown) {
    return format != null
            && logger.getName().startsWith(CLIENTS)
            && (format.contains(REFUSED)
                || format.contains(ABORTING) && isOfNone(thrown, parameters))
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  /** A failure may also come behind the parameters. */
  private static boolean isOfNone(Throwable thrown, Object[] parameters) {
    Object said =
        thrown == null && parameters != null && parameters.length > 0
            ? parameters[parameters.length - 1]
            : thrown;
    return said instanceof IllegalStateException failure
        && String.valueOf(failure.getMessage()).startsWith(NOT_TRANSACTIONAL);
  }
}
