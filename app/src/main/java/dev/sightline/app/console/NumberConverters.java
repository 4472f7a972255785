package dev.sightline.app.console;

import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Read the numbers of a command line, and say of what is none what was expected: picocli says which
 * of Java's types it can't be.
 */
public final class NumberConverters {
  private static final Map<Class<?>, Function<String, ? extends Number>> WHOLE =
      Map.of(
          Integer.class, Integer::valueOf,
          int.class, Integer::valueOf,
          Long.class, Long::valueOf,
          long.class, Long::valueOf);

  private static final Map<Class<?>, Function<String, ? extends Number>> ANY =
      Map.of(
          Double.class, Double::valueOf,
          double.class, Double::valueOf,
          Float.class, Float::valueOf,
          float.class, Float::valueOf);

  private NumberConverters() {}

  /** Has a command line read its numbers by them. */
  public static CommandLine register(CommandLine line) {
    WHOLE.forEach((type, parse) -> register(line, type, "a whole number", parse));
    ANY.forEach((type, parse) -> register(line, type, "a number", parse));
    return line;
  }

  @SuppressWarnings("unchecked")
  private static void register(
      CommandLine line, Class<?> type, String expected, Function<String, ? extends Number> parse) {
    ITypeConverter<Object> converter =
        text -> {
          try {
            return parse.apply(text.strip());
          } catch (NumberFormatException none) {
            throw new TypeConversionException("expected " + expected + range(text) + found(text));
          }
        };
    line.registerConverter((Class<Object>) type, converter);
  }

  private static String range(String text) {
    return text.strip().matches("[+-]?\\d+") ? " that is not that large" : "";
  }

  private static String found(String text) {
    return ", found " + (text.isBlank() ? "'" + text + "'" : text);
  }
}
