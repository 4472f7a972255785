package dev.sightline.app.topics;

import dev.sightline.schemas.rights.Part;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A part as the command line names it, {@code dead-letters}; {@code DEAD_LETTERS} is taken too. */
final class PartName implements ITypeConverter<Part> {

  /** All of them, for the help and for completion. */
  static final class Candidates implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }

  private static Stream<String> names() {
    return Arrays.stream(Part.values()).map(Part::toString);
  }

  @Override
  public Part convert(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT).replace('_', '-');
    return Arrays.stream(Part.values())
        .filter(part -> part.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of %s, found %s"
                        .formatted(names().collect(Collectors.joining(", ")), text)));
  }
}
