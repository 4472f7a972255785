package dev.sightline.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** What {@code --verbose} logs above what {@code logback.xml} says. */
final class Verbosity {
  /** Kafka's INFO would bury the rest: it prints every setting of every client. */
  private static final Map<String, Level> LEVELS =
      Map.of(
          "ROOT", Level.INFO,
          "dev.sightline", Level.DEBUG,
          "kafka", Level.WARN,
          "org.apache.kafka", Level.WARN);

  private Verbosity() {}

  static void raise() {
    LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
    LEVELS.forEach((name, level) -> logging.getLogger(name).setLevel(level));
  }
}
