package dev.sightline.app.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** How much is logged, where it is not what {@code logback.xml} says. */
public final class Verbosity {
  private static final String OURS = "dev.sightline";

  /** Kafka's INFO would bury the rest: it prints every setting of every client. */
  private static final Map<String, Level> VERBOSE =
      Map.of(
          "ROOT",
          Level.INFO,
          OURS,
          Level.DEBUG,
          "kafka",
          Level.WARN,
          "state.change.logger",
          Level.WARN,
          "org.apache.kafka",
          Level.WARN);

  private Verbosity() {}

  /** What {@code --verbose} asks for. */
  public static void raise() {
    VERBOSE.forEach((name, level) -> logger(name).setLevel(level));
  }

  /** Warnings alone, for a command that shows its progress itself; {@link #raise} holds. */
  public static void lower() {
    if (logger(OURS).getLevel() != Level.DEBUG) {
      logger(OURS).setLevel(Level.WARN);
      logger("org.apache.kafka.streams").setLevel(Level.ERROR);
    }
  }

  private static Logger logger(String name) {
    return ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(name);
  }
}
