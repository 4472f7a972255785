package dev.sightline.schemas.registry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** Reads values of a configuration and collects what is wrong with them. For one thread. */
final class ConfigReader {
  static final String PREFIX = "schema.registry.";

  private final Map<String, ?> config;
  private final List<String> faults = new ArrayList<>();

  /**
   * @throws ConfigException when a value refers to a secret, by {@code config.providers}, that
   *     can't be read
   */
  ConfigReader(Map<String, ?> config) {
    this.config = new AbstractConfig(new ConfigDef(), config, false).originals();
  }

  /** The value of a key as Kafka clients take it: a string, a password, a number or a list. */
  Optional<String> text(String key) {
    Object value = config.get(key);
    if (value instanceof Collection<?> list) {
      value = list.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    String text = value instanceof Password password ? password.value() : String.valueOf(value);
    return value == null || text.isBlank() ? Optional.empty() : Optional.of(text.strip());
  }

  /** The value of a key that may carry the prefix {@code schema.registry.}; with it, it wins. */
  Optional<String> prefixable(String key) {
    return text(PREFIX + key).or(() -> text(key));
  }

  List<String> list(String key) {
    return Arrays.stream(text(key).orElse("").split(","))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  int atLeast(int minimum, Optional<String> value, String key, int otherwise) {
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.get());
      if (number >= minimum) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // the same fault as a number below the minimum
    }
    fault(key, "expected a whole number of at least " + minimum + ", found " + value.get());
    return otherwise;
  }

  /** Every key that starts with a prefix, without it. */
  Map<String, Object> under(String prefix) {
    return config.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix) && entry.getValue() != null)
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().substring(prefix.length()), Map.Entry::getValue));
  }

  void fault(String key, String fault) {
    faults.add(key + ": " + fault);
  }

  /** Every fault so far, by key. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  /**
   * @throws ConfigException when there was a fault; in one line, or below it a list of all
   */
  void refuseFaults() {
    if (!faults.isEmpty()) {
      throw new ConfigException(
          "The configuration of the schema registry is at fault:"
              + (faults.size() == 1 ? " " : "\n  ")
              + String.join("\n  ", faults));
    }
  }
}
