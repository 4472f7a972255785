package dev.sightline.topology.webhook;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long a receiver asks to be left alone: the header Retry-After, in seconds or as a date.
 * Longer than an hour it is not left alone, whatever it says.
 */
final class RetryAfter {
  static final Duration LONGEST = Duration.ofHours(1);

  private RetryAfter() {}

  /** Empty where there is none, or none that can be read. */
  static Optional<Duration> of(HttpHeaders headers, Instant now) {
    return headers.firstValue("Retry-After").map(String::strip).flatMap(text -> of(text, now));
  }

  private static Optional<Duration> of(String text, Instant now) {
    try {
      Duration asked =
          text.matches("\\d+")
              ? Duration.ofSeconds(text.length() > 9 ? LONGEST.toSeconds() : Long.parseLong(text))
              : Duration.between(
                  now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      Duration least = asked.isNegative() ? Duration.ZERO : asked;
      return Optional.of(least.compareTo(LONGEST) > 0 ? LONGEST : least);
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
