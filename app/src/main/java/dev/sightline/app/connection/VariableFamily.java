package dev.sightline.app.connection;

import dev.sightline.app.console.NearestNames;
import dev.sightline.schemas.registry.SchemaRegistries;
import dev.sightline.schemas.serde.AvroSerializer;
import dev.sightline.topology.settings.WorkerConfig;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The environment variables with one beginning, and the keys that they stand for. Safe for use by
 * several threads.
 */
public enum VariableFamily {
  SCHEMA_REGISTRY(
      "schema.registry.",
      () ->
          Stream.concat(SchemaRegistries.keys().stream(), Stream.of(AvroSerializer.AUTO_REGISTER))
              .collect(Collectors.toUnmodifiableSet()),
      Set.of()),
  KAFKA("", WorkerConfig::clientKeys, Set.of("config.providers.", "topic.")),
  SIGHTLINE("sightline.", () -> WorkerConfig.definition().names(), Set.of());

  private static final int LETTERS_A_SLIP = 4;

  private final String keyPrefix;
  private final Supplier<Set<String>> known;
  private final Set<String> openPrefixes;
  private Set<String> keys;

  /**
   * @param keyPrefix that the names of variables leave out of the keys
   * @param known the keys, asked for when a variable of the family is there
   * @param openPrefixes of keys whose endings their users choose
   */
  VariableFamily(String keyPrefix, Supplier<Set<String>> known, Set<String> openPrefixes) {
    this.keyPrefix = keyPrefix;
    this.known = known;
    this.openPrefixes = openPrefixes;
  }

  /** The family of a variable; empty when it belongs to none. */
  public static Optional<VariableFamily> of(String variable) {
    return Stream.of(values()).filter(each -> variable.startsWith(each.beginning())).findFirst();
  }

  /** The key that a variable of the family stands for; empty when it stands for none. */
  public Optional<String> key(String variable) {
    String end = end(variable);
    return Stream.of(keyPrefix + end, end)
        .filter(key -> keys().contains(key) || openPrefixes.stream().anyMatch(key::startsWith))
        .findFirst();
  }

  /** The key of the family as a variable would have it, whether there is one or not. */
  String wouldBeKey(String variable) {
    return keyPrefix + end(variable);
  }

  /** The variable that was meant by one that is none: a slip in four letters leads there. */
  Optional<String> meant(String variable) {
    return keys().stream()
        .map(this::variable)
        .filter(known -> slips(variable, known) <= mostSlips(variable))
        .min(
            Comparator.comparingInt((String known) -> slips(variable, known))
                .thenComparing(known -> known));
  }

  /** Whether keys go on where the variable ends, as in {@code SIGHTLINE_MODEL}. */
  boolean isBeginning(String variable) {
    return keys().stream().anyMatch(key -> key.startsWith(wouldBeKey(variable) + "."));
  }

  /** The variable of a key. */
  String variable(String key) {
    String end = key.startsWith(keyPrefix) ? key.substring(keyPrefix.length()) : key;
    return beginning() + end.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private synchronized Set<String> keys() {
    if (keys == null) {
      keys = known.get();
    }
    return keys;
  }

  private static int slips(String variable, String known) {
    return NearestNames.distance(variable, known);
  }

  private int mostSlips(String variable) {
    return (variable.length() - beginning().length()) / LETTERS_A_SLIP;
  }

  private String end(String variable) {
    return variable.substring(beginning().length()).replace('_', '.').toLowerCase(Locale.ROOT);
  }

  private String beginning() {
    return name() + "_";
  }
}
