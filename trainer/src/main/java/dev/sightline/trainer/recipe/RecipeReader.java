package dev.sightline.trainer.recipe;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/**
 * Reads recipes: those that come with Sightline by name, others from files of Java's properties
 * format. A key that is left out has its default.
 */
public final class RecipeReader {
  /** The recipes that come with Sightline. */
  public static final List<String> NAMES = List.of("fast", "tutorial", "tiny");

  private RecipeReader() {}

  /**
   * A recipe, some settings of which are replaced.
   *
   * @param nameOrFile one of {@link #NAMES}, or a file
   * @param replaced values by key
   * @throws RecipeException when there is no such recipe or file, naming every unknown key and
   *     every value that is out of range
   */
  public static Recipe read(String nameOrFile, Map<String, String> replaced) {
    Map<String, String> given =
        new TreeMap<>(NAMES.contains(nameOrFile) ? named(nameOrFile) : file(Path.of(nameOrFile)));
    given.putAll(replaced);
    return Recipe.of(name(nameOrFile), checked(nameOrFile, given));
  }

  /**
   * A recipe with other values for some keys.
   *
   * @throws RecipeException as {@link #read}
   */
  static Recipe replaced(Recipe recipe, Map<String, String> replaced) {
    Map<String, String> given = new TreeMap<>(recipe.settings());
    given.putAll(replaced);
    return Recipe.of(recipe.name(), checked(recipe.name(), given));
  }

  private static String name(String nameOrFile) {
    String file = Path.of(nameOrFile).getFileName().toString();
    return file.endsWith(".properties")
        ? file.substring(0, file.length() - ".properties".length())
        : file;
  }

  private static Map<String, String> named(String name) {
    try (InputStream in = RecipeReader.class.getResourceAsStream(name + ".properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return map(properties);
    } catch (IOException damaged) {
      throw new RecipeException("recipe " + name + ": cannot be read: " + damaged, damaged);
    }
  }

  private static Map<String, String> file(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new RecipeException(
          "recipe %s: expected one of %s or a file of settings, found neither"
              .formatted(file, String.join(", ", NAMES)));
    }
    try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      Properties properties = new Properties();
      properties.load(in);
      return map(properties);
    } catch (IOException | IllegalArgumentException damaged) {
      throw new RecipeException("recipe " + file + ": cannot be read: " + damaged, damaged);
    }
  }

  private static Map<String, String> map(Properties properties) {
    Map<String, String> map = new HashMap<>();
    properties.forEach((key, value) -> map.put((String) key, ((String) value).strip()));
    return map;
  }

  private static Map<String, Object> checked(String recipe, Map<String, String> given) {
    List<String> faults = new ArrayList<>();
    given.keySet().stream()
        .filter(key -> !RecipeKeys.DEFINITION.names().contains(key))
        .forEach(key -> faults.add("unknown key " + key));
    Map<String, Object> values = new LinkedHashMap<>();
    for (ConfigValue value : RecipeKeys.DEFINITION.validate(given)) {
      values.put(value.name(), value.value());
      value.errorMessages().stream()
          .findFirst()
          .map(fault -> inWords(value.name(), given.get(value.name()), fault))
          .ifPresent(faults::add);
      if (value.value() instanceof Double number && !Double.isFinite(number)) {
        faults.add("%s: expected a finite number, found %s".formatted(value.name(), number));
      }
    }
    if (faults.isEmpty()) {
      faults.addAll(contradictions(values));
    }
    if (!faults.isEmpty()) {
      throw new RecipeException("recipe " + recipe + ": " + String.join("; ", faults));
    }
    return values;
  }

  /** Kafka's message begins with the value, or names one of Java's types. */
  private static String inWords(String key, String found, String fault) {
    ConfigDef.Type type = RecipeKeys.DEFINITION.configKeys().get(key).type;
    try {
      ConfigDef.parseType(key, found, type);
    } catch (ConfigException ofType) {
      return "%s: expected %s, found %s".formatted(key, expected(type), found);
    }
    String before = "Invalid value %s for configuration %s: ".formatted(found, key);
    return fault.startsWith(before)
        ? "%s: %s, found %s".formatted(key, fault.substring(before.length()), found)
        : fault;
  }

  private static String expected(ConfigDef.Type type) {
    return switch (type) {
      case INT, SHORT, LONG -> "a whole number";
      case DOUBLE -> "a number";
      case BOOLEAN -> "true or false";
      default -> "a value of type " + type.name().toLowerCase(Locale.ROOT);
    };
  }

  /** What no key's range alone can say. */
  private static List<String> contradictions(Map<String, Object> values) {
    List<String> faults = new ArrayList<>();
    boolean selects =
        (Integer) values.get(RecipeKeys.PATIENCE) > 0 || (Boolean) values.get(RecipeKeys.KEEP_BEST);
    if (selects && (Integer) values.get(RecipeKeys.VALIDATION_IMAGES) == 0) {
      faults.add(
          "%s and %s need %s above 0: nothing is chosen on held-out images"
              .formatted(RecipeKeys.PATIENCE, RecipeKeys.KEEP_BEST, RecipeKeys.VALIDATION_IMAGES));
    }
    if (!values.get(RecipeKeys.VIEWS).toString().equalsIgnoreCase("single")
        && values.get(RecipeKeys.NETWORK).toString().equalsIgnoreCase("tutorial")) {
      faults.add(
          "%s: the tutorial's network looks at images once, as in the tutorial"
              .formatted(RecipeKeys.VIEWS));
    }
    List<?> widths = (List<?>) values.get(RecipeKeys.WIDTHS);
    boolean numbers =
        widths.stream().allMatch(width -> String.valueOf(width).matches("[1-9]\\d{0,4}"));
    if (widths.isEmpty() || widths.size() > 4 || !numbers) {
      faults.add(
          "%s: expected one to four numbers above 0, found %s"
              .formatted(RecipeKeys.WIDTHS, widths));
    }
    return faults;
  }
}
