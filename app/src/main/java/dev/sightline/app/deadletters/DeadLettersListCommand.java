package dev.sightline.app.deadletters;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.console.Console;
import dev.sightline.app.topics.Permission;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Right;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists dead letters, and sums them up by reason with what to do about each. */
@Command(
    name = "list",
    description = {
      "Lists what could not be scored and why, and what to do about it.",
      "Time, place and id are those of the image. Whether it was replayed stands beside it."
    })
final class DeadLettersListCommand implements Callable<Integer> {
  private static final long SHOWN = 100;

  @Spec private CommandSpec spec;
  @Mixin private LetterChoice choice;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Show the last N of them; all are counted (default: 100, and with --json all).")
  private Long limit;

  @Option(
      names = "--json",
      description = "Print one JSON object per line, and no sums; times in ISO 8601, UTC.")
  private boolean json;

  @Mixin private Connection connection;

  @Override
  public Integer call() throws InterruptedException {
    choice.check();
    if (limit != null && limit < 1) {
      throw new ParameterException(
          spec.commandLine(), "--limit: expected 1 or more, found " + limit);
    }
    return Permission.of(
            connection,
            Part.DEAD_LETTERS,
            List.of(Right.on(Topics.DEAD_LETTERS, AclOperation.READ)))
        .during(this::list);
  }

  private int list() throws InterruptedException {
    try (LetterScan scan = connection.checked(() -> LetterScan.open(connection.config()))) {
      Map<TopicPartition, Long> ends = scan.ends();
      ReplayedLetters replayed = new ReplayedLetters();
      NamedLetters named = choice.named();
      scan.read(
          ends,
          record -> {
            replayed.add(record);
            named.add(record);
          });
      named.checkReasons();
      PrintWriter out = Console.of(spec).out();
      LetterList list =
          new LetterList(
              choice,
              limit == null ? json ? Long.MAX_VALUE : SHOWN : limit,
              json ? LetterJson::of : LetterText::of,
              out::println,
              replayed);
      scan.read(ends, list::add);
      if (!json && list.summary().letters() > 0) {
        out.println(LetterText.header());
      }
      list.end();
      if (!json) {
        sum(out, list.summary());
      }
      out.flush();
      named.missingIds().forEach(Console.of(spec)::note);
    }
    return 0;
  }

  private void sum(PrintWriter out, ReasonSummary summary) {
    long letters = summary.letters();
    long shown = Math.min(letters, limit == null ? SHOWN : limit);
    if (letters == 0) {
      out.println("There are no such dead letters.");
      return;
    }
    out.println();
    if (shown < letters) {
      out.printf("The last %d of %d are shown.%n", shown, letters);
    }
    summary.lines().forEach(out::println);
  }
}
