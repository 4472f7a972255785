package dev.sightline.topology.settings;

import dev.sightline.models.ModelVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * The values that a setting may have.
 *
 * @param text what they are, to follow "expected"
 * @param holds whether a value, of the setting's type, is one
 */
record AllowedValues(String text, Predicate<Object> holds) implements ConfigDef.Validator {

  /** A hundred years: sums of a few such times and of any clock's stay far from an overflow. */
  private static final long LONGEST_MS = 3_155_760_000_000L;

  static final AllowedValues MODEL_NAMES =
      new AllowedValues(
          "a model's name: 1 to 200 letters, digits, dots, dashes and underscores",
          value -> ModelVersion.isPossible((String) value, 1));

  /** Names that fit into those of topics and folders, with something appended. */
  static final AllowedValues NAMES =
      new AllowedValues(
          "1 to 150 letters, digits, dots, dashes and underscores",
          value -> ((String) value).matches("[A-Za-z0-9._-]{1,150}"));

  static final AllowedValues NOT_BLANK =
      new AllowedValues("a text that is not blank", value -> !((String) value).isBlank());

  static final AllowedValues TRUE_OR_FALSE =
      new AllowedValues("true or false", value -> value instanceof Boolean);

  static AllowedValues whole(long least, long most) {
    return new AllowedValues(
        most == Long.MAX_VALUE
            ? "a whole number from %d".formatted(least)
            : "a whole number from %d to %d".formatted(least, most),
        value -> ((Number) value).longValue() >= least && ((Number) value).longValue() <= most);
  }

  static AllowedValues milliseconds(long least) {
    AllowedValues range = whole(least, LONGEST_MS);
    return new AllowedValues(range.text + " (milliseconds)", range.holds);
  }

  /** Numbers that are finite too, as no comparison holds for NaN. */
  static AllowedValues number(int least, int most) {
    return new AllowedValues(
        "a number from %d to %d".formatted(least, most),
        value -> (Double) value >= least && (Double) value <= most);
  }

  static AllowedValues oneOf(String... choices) {
    return new AllowedValues(String.join(" or ", choices), Set.of(choices)::contains);
  }

  static AllowedValues someOf(String... choices) {
    return new AllowedValues(
        "one or more of %s, each once".formatted(String.join(", ", choices)),
        value -> isSelection((List<?>) value, Set.of(choices)));
  }

  private static boolean isSelection(List<?> chosen, Set<String> choices) {
    return !chosen.isEmpty()
        && choices.containsAll(chosen)
        && new HashSet<>(chosen).size() == chosen.size();
  }

  @Override
  public void ensureValid(String name, Object value) {
    if (value == null || !holds.test(value)) {
      throw new ConfigException(name, value, "expected " + text);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
