package dev.sightline.app.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Marker;

/**
 * Keeps from the log what Kafka Streams says, in lines and stack traces by the hundred, of tasks
 * that it restores from their changelogs: after a worker that was killed that is the ordinary
 * course, and the worker says it in a line. All else passes.
 */
public final class RestoredTasks extends TurboFilter {
  private static final String STREAMS = "org.apache.kafka.streams.processor.internals.";

  /** By name: this module does not know Kafka Streams. */
  private static final String CORRUPTED = "TaskCorruptedException";

  /** What says the same without the exception. */
  private static final List<String> WITHOUT =
      List.of("did not find checkpoint offset", "Failed to register startup state stores");

  @Override
  public FilterReply decide(
      Marker marker,
      Logger logger,
      Level level,
      String format,
      Object[] parameters,
      Throwable thrown) {
    return format != null
            && logger.getName().startsWith(STREAMS)
            && (WITHOUT.stream().anyMatch(format::contains)
                || isOfRestoredTasks(parameters, thrown))
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  private static boolean isOfRestoredTasks(Object[] parameters, Throwable thrown) {
    return Stream.concat(
            Stream.of(thrown == null ? "" : thrown),
            parameters == null ? Stream.empty() : Arrays.stream(parameters))
        .filter(Objects::nonNull)
        .anyMatch(RestoredTasks::isCorruption);
  }

  /** Kafka Streams also gives several at once, by their tasks: all of them must be. */
  private static boolean isCorruption(Object said) {
    return said instanceof Map<?, ?> byTask
        ? !byTask.isEmpty() && byTask.values().stream().allMatch(RestoredTasks::isCorruption)
        : said.getClass().getSimpleName().equals(CORRUPTED);
  }
}
