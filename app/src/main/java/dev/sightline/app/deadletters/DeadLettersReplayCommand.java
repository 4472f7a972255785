package dev.sightline.app.deadletters;

import dev.sightline.app.connection.Connection;
import dev.sightline.app.console.Console;
import dev.sightline.app.deadletters.Verdict.Replay;
import dev.sightline.app.deadletters.Verdict.Stay;
import dev.sightline.app.topics.Permission;
import dev.sightline.schemas.ExistingTopics;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Scope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Sends chosen dead letters once more to the workers, each of them once. */
@Command(
    name = "replay",
    description = {
      "Sends dead letters once more to the workers, each of them once.",
      "To be used after what refused them was changed: a setting, the model, the registry, the"
          + " version of the workers. Choose by --reason or --id. What was replayed before is not"
          + " replayed again, however the command ended."
    })
final class DeadLettersReplayCommand implements Callable<Integer> {
  private static final Duration TRANSACTIONS_END_WITHIN = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;
  @Mixin private LetterChoice choice;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Replay the first N of them (default: all).")
  private Long limit;

  @Option(
      names = "--dry-run",
      description = "Say what would be replayed and what would stay, and write nothing.")
  private boolean dryRun;

  @Option(
      names = "--force",
      description =
          "Replay those too that would most likely be refused again: whose bytes are at fault, who"
              + " came back from a replay, whose reason this version does not know.")
  private boolean force;

  @Option(
      names = "--now",
      description =
          "Give the images the time of the replay (default: their own time, by which labels find"
              + " their predictions). For images whose time was wrong.")
  private boolean now;

  @Mixin private Connection connection;

  private boolean begun;

  @Override
  public Integer call() throws InterruptedException {
    choice.check();
    if (!choice.isNarrow()) {
      throw new ParameterException(
          spec.commandLine(),
          "expected --reason or --id: sightline dead-letters list shows what there is");
    }
    if (limit != null && limit < 1) {
      throw new ParameterException(
          spec.commandLine(), "--limit: expected 1 or more, found " + limit);
    }
    try {
      return Permission.of(connection, Part.DEAD_LETTERS, Part.DEAD_LETTERS.rights(Scope.DEFAULT))
          .during(dryRun ? this::rehearsed : this::replayed);
    } catch (InterruptedException | InterruptException interrupted) {
      if (!begun) {
        Console.of(spec).note("Broken off; nothing was replayed.");
      }
      throw interrupted;
    }
  }

  private int rehearsed() throws InterruptedException {
    try (Admin admin = connection.admin();
        LetterScan scan = connection.checked(() -> LetterScan.open(connection.config()))) {
      Rehearsal rehearsal = new Rehearsal(Console.of(spec).out()::println);
      return run(admin, scan, scan.ends(), rehearsal::show);
    }
  }

  /** The order matters: nobody else replays any more when it is read what was replayed. */
  private int replayed() throws InterruptedException {
    try (Admin admin = connection.admin();
        ReplayTransactions transactions =
            connection.checked(() -> ReplayTransactions.open(connection.config()));
        LetterScan scan = connection.checked(() -> LetterScan.open(connection.config()))) {
      Map<TopicPartition, Long> ends =
          new SettledEnds(scan::ends, TRANSACTIONS_END_WITHIN)
              .await(SettledEnds.written(admin, scan.partitions()));
      return run(admin, scan, ends, transactions::commit);
    }
  }

  private int run(
      Admin admin,
      LetterScan scan,
      Map<TopicPartition, Long> ends,
      Function<List<Replay>, List<Stay>> writer)
      throws InterruptedException {
    int imagePartitions =
        ExistingTopics.of(admin, List.of(Topics.IMAGES)).partitions().get(Topics.IMAGES.name());
    ReplayedLetters before = new ReplayedLetters();
    NamedLetters named = choice.named();
    scan.read(
        ends,
        record -> {
          before.add(record);
          named.add(record);
        });
    named.checkReasons();
    LetterReplay replay =
        new LetterReplay(
            choice,
            new ReplayRules(imagePartitions, before, force, now, InstantSource.system()),
            writer,
            limit == null ? Long.MAX_VALUE : limit);
    ReplayText text = new ReplayText(replay, dryRun);
    Console console = Console.of(spec);
    boolean done = false;
    begun = true;
    try {
      scan.read(ends, replay::add);
      LetterScan.interruptibly(replay::end);
      done = true;
    } finally {
      if (!done) {
        console.note(text.broken());
      }
    }
    text.lines().forEach(console::say);
    named.missingIds().forEach(console::note);
    return 0;
  }
}
