package dev.sightline.app.replay;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/** The first part of the image ids of a replay: its time, and chance against another's. */
final class RunId {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private RunId() {}

  static String of(Instant time, RandomGenerator random) {
    return "%s-%04x".formatted(TIME.format(time), random.nextInt(0x10000));
  }
}
