package dev.sightline.app.deadletters;

import dev.sightline.app.console.DurationConverter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads points in time as people write them: a day or a time in ISO 8601, in UTC where it says no
 * offset, or a duration before now, such as {@code 2h}.
 */
final class PointInTime implements ITypeConverter<Instant> {
  private static final Pattern DURATION = Pattern.compile("\\d+[a-z]+");
  private static final List<Function<String, Instant>> FORMS =
      List.of(
          text -> OffsetDateTime.parse(text).toInstant(),
          text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
          text -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());

  private final InstantSource clock;

  /** By the clock of the machine. */
  PointInTime() {
    this(InstantSource.system());
  }

  PointInTime(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String text) {
    String stripped = text.strip();
    if (DURATION.matcher(stripped).matches()) {
      return clock.instant().minus(new DurationConverter().convert(stripped));
    }
    for (Function<String, Instant> form : FORMS) {
      try {
        return form.apply(stripped.replace(' ', 'T'));
      } catch (DateTimeParseException anotherForm) {
        continue;
      }
    }
    throw new TypeConversionException(
        "'%s' is no time: expected 2026-01-31, 2026-01-31T12:00:00Z or, for so long ago, 2h"
            .formatted(text));
  }
}
