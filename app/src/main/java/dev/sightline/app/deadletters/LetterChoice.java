package dev.sightline.app.deadletters;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose among the dead letters. All of what is given must be true of one. */
final class LetterChoice implements Predicate<Letter> {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--reason",
      split = ",",
      paramLabel = "REASON",
      description =
          "Those of a reason, such as TOO_MANY_PIXELS; several are separated by commas, or given"
              + " one by one.")
  private List<String> reasons = new ArrayList<>();

  @Option(
      names = "--id",
      split = ",",
      paramLabel = "ID",
      description = "Those of an image id; several likewise.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = PointInTime.class,
      description =
          "Those whose image is of this time or later: 2026-01-31, 2026-01-31T12:00:00Z, or 2h for"
              + " two hours ago.")
  private Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = PointInTime.class,
      description = "Those whose image is of before this time.")
  private Instant until;

  /**
   * Looks at the options.
   *
   * @throws ParameterException when they choose nothing
   */
  void check() {
    if (since != null && until != null && !since.isBefore(until)) {
      throw new ParameterException(
          command.commandLine(), "--since: expected before --until " + until + ", found " + since);
    }
  }

  /** Whether reasons or ids are named. */
  boolean isNarrow() {
    return !reasons.isEmpty() || !ids.isEmpty();
  }

  /** What is named, to be compared with what there is. */
  NamedLetters named() {
    return new NamedLetters(reasons.stream().map(LetterChoice::code).toList(), ids);
  }

  @Override
  public boolean test(Letter letter) {
    return (reasons.isEmpty()
            || letter.reason().isPresent()
                && reasons.stream()
                    .anyMatch(asked -> code(asked).equals(code(letter.reason().get()))))
        && (ids.isEmpty() || letter.id().filter(ids::contains).isPresent())
        && (since == null || letter.timestampMs() >= since.toEpochMilli())
        && (until == null || letter.timestampMs() < until.toEpochMilli());
  }

  /** As people write it too: {@code too-many-pixels}. */
  static String code(String reason) {
    return reason.strip().toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
