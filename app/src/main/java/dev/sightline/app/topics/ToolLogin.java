package dev.sightline.app.topics;

import dev.sightline.app.connection.Connection;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How Kafka's own tools log in, which know no variables: by a properties file.
 *
 * @param file the one that was given; empty where it doesn't say all that a login takes
 * @param settings the keys of which the login is made; none where nobody has to log in
 */
record ToolLogin(Optional<Path> file, Set<String> settings) {
  /** Stands for a file that is still to be written. */
  static final String PLACEHOLDER = "CLIENT.properties";

  static ToolLogin of(Connection connection) {
    Set<String> settings = new TreeSet<>(connection.config().keySet());
    settings.removeIf(key -> !isOfTheLogin(key));
    return new ToolLogin(
        connection
            .propertiesFile()
            .filter(file -> connection.fileSettings().keySet().containsAll(settings)),
        settings);
  }

  private static boolean isOfTheLogin(String key) {
    return key.equals("security.protocol")
        || key.startsWith("sasl.")
        || key.startsWith("ssl.")
        || key.startsWith("config.providers");
  }

  /** The option's value for a command line; empty where nobody has to log in. */
  Optional<String> commandConfig() {
    return settings.isEmpty()
        ? Optional.empty()
        : Optional.of(file.map(Path::toString).orElse(PLACEHOLDER));
  }

  /** What the user has to write for that; empty where it is there. */
  Optional<String> note() {
    return settings.isEmpty() || file.isPresent()
        ? Optional.empty()
        : Optional.of(
            "%s stands for a file with the login's settings: %s"
                .formatted(PLACEHOLDER, String.join(", ", settings)));
  }
}
