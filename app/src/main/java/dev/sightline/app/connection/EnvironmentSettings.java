package dev.sightline.app.connection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings that stand in environment variables: {@code SIGHTLINE_MODEL_NAME} is {@code
 * sightline.model.name}, {@code KAFKA_BOOTSTRAP_SERVERS} is {@code bootstrap.servers}, {@code
 * SCHEMA_REGISTRY_URL} is {@code schema.registry.url}.
 *
 * <p>An empty variable counts as none, for compose files and shells make such of what is not set.
 * Variables that Kubernetes adds for Services (with {@code _SERVICE_HOST}, {@code _PORT}, …) are
 * none of ours, nor are those of Kafka's launchers.
 *
 * @param variables the variable of each key
 * @param values the value of each key; of a misspelt {@code SIGHTLINE_…} too, which the worker
 *     refuses as it would in a file
 * @param faults of variables that Kafka or the registry client would pass over in silence
 * @param withoutEffect names of {@code SIGHTLINE_…} variables that are like no setting
 */
record EnvironmentSettings(
    Map<String, String> variables,
    Map<String, String> values,
    List<String> faults,
    List<String> withoutEffect) {

  /** What docker-compose.yml calls our image. */
  private static final Set<String> OTHERS = Set.of("SIGHTLINE_IMAGE");

  private static final Pattern SERVICE_LINK =
      Pattern.compile(
          ".+_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");

  /** The registry client's keys that may lack the prefix, as they do in its messages. */
  private static final Pattern MAY_LACK_PREFIX =
      Pattern.compile("schema\\.registry\\.((?!ssl\\.|request\\.)\\w+\\..+)");

  private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

  /** What the variables of a process say. */
  static EnvironmentSettings of(Map<String, String> environment) {
    EnvironmentSettings read =
        new EnvironmentSettings(
            new HashMap<>(), new HashMap<>(), new ArrayList<>(), new ArrayList<>());
    new TreeMap<>(environment)
        .forEach(
            (variable, value) -> {
              if (!value.isBlank() && !isOthers(variable, value)) {
                VariableFamily.of(variable).ifPresent(family -> read.add(family, variable, value));
              }
            });
    return read;
  }

  private static boolean isOthers(String variable, String value) {
    return OTHERS.contains(variable)
        || SERVICE_LINK.matcher(variable).matches()
        || variable.endsWith("_PORT") && SERVICE_ADDRESS.matcher(value).matches();
  }

  private void add(VariableFamily family, String variable, String value) {
    Optional<String> key = family.key(variable);
    Optional<String> meant = key.isPresent() ? Optional.empty() : family.meant(variable);
    if (key.isPresent()) {
      put(key.get(), variable, value);
    } else if (family != VariableFamily.SIGHTLINE) {
      meant.ifPresent(
          near ->
              faults.add(
                  "%s: there is no such setting; did you mean %s?".formatted(variable, near)));
    } else if (meant.isPresent() || family.isBeginning(variable)) {
      put(family.wouldBeKey(variable), variable, value);
    } else {
      withoutEffect.add(variable);
    }
  }

  private void put(String key, String variable, String value) {
    variables.put(key, variable);
    values.put(key, value);
  }

  /**
   * These without what is said elsewhere, which goes before them; of the registry's keys also where
   * it is said without their prefix, with which the registry client would prefer them.
   */
  EnvironmentSettings without(Set<String> keys) {
    Predicate<String> said = key -> keys.contains(key) || keys.contains(shortened(key));
    Map<String, String> variablesLeft = new HashMap<>(variables);
    Map<String, String> valuesLeft = new HashMap<>(values);
    variablesLeft.keySet().removeIf(said);
    valuesLeft.keySet().removeIf(said);
    return new EnvironmentSettings(variablesLeft, valuesLeft, faults, withoutEffect);
  }

  private static String shortened(String key) {
    Matcher prefixed = MAY_LACK_PREFIX.matcher(key);
    return prefixed.matches() ? prefixed.group(1) : key;
  }

  /** A message about keys, with the variables in their places. */
  String named(String message) {
    String named = message;
    for (Map.Entry<String, String> each : variables.entrySet()) {
      named = mentions(each.getKey()).matcher(named).replaceAll(each.getValue());
    }
    return proposals(named);
  }

  /**
   * A key as a word of its own. One without a dot may be a word of plain English too, so it counts
   * where a message begins with it.
   */
  private static Pattern mentions(String key) {
    String before = key.contains(".") ? "(?<![\\w.-])" : "(?m)(?<=^ {0,2}|configuration )";
    String word =
        key.equals(shortened(key))
            ? Pattern.quote(key)
            : "(?:schema\\.registry\\.)?" + Pattern.quote(shortened(key));
    return Pattern.compile(before + word + "(?![\\w-]|\\.\\w)");
  }

  /** Whoever sets a variable is told the variable that was meant. */
  private String proposals(String message) {
    Matcher proposal =
        Pattern.compile("(?m)^( *(?:SIGHTLINE|KAFKA)_.*; did you mean )(sightline\\.[\\w.]+)\\?")
            .matcher(message);
    return proposal.replaceAll(
        found -> found.group(1) + VariableFamily.SIGHTLINE.variable(found.group(2)) + "?");
  }
}
