package dev.sightline.app;

import dev.sightline.app.classify.ClassifyCommand;
import dev.sightline.app.completion.CompletionCommand;
import dev.sightline.app.console.DurationConverter;
import dev.sightline.app.console.ErrorLine;
import dev.sightline.app.console.Interruption;
import dev.sightline.app.console.NumberConverters;
import dev.sightline.app.console.StandardStreams;
import dev.sightline.app.console.Verbosity;
import dev.sightline.app.dashboard.DashboardCommand;
import dev.sightline.app.deadletters.DeadLettersCommand;
import dev.sightline.app.demo.DemoCommand;
import dev.sightline.app.evaluate.EvaluateCommand;
import dev.sightline.app.help.HelpCommand;
import dev.sightline.app.metrics.MetricsCommand;
import dev.sightline.app.models.ModelsCommand;
import dev.sightline.app.predictions.PredictionsCommand;
import dev.sightline.app.publish.PublishCommand;
import dev.sightline.app.replay.Rate;
import dev.sightline.app.replay.RateConverter;
import dev.sightline.app.replay.ReplayCommand;
import dev.sightline.app.run.RunCommand;
import dev.sightline.app.topics.TopicsCommand;
import dev.sightline.app.train.TrainCommand;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/**
 * The command line of Sightline. A command that only groups others prints its help. Exit codes: 0
 * done, 1 failed, 2 asked for something that can't be, 130 interrupted, 141 nobody reads the output
 * any more.
 */
@Command(
    name = "sightline",
    description =
        "Classifies images as they stream through Kafka, and watches whether it is right.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    sortOptions = false,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      ClassifyCommand.class,
      PublishCommand.class,
      ModelsCommand.class,
      RunCommand.class,
      ReplayCommand.class,
      PredictionsCommand.class,
      MetricsCommand.class,
      DeadLettersCommand.class,
      DashboardCommand.class,
      TopicsCommand.class,
      HelpCommand.class,
      CompletionCommand.class
    })
public final class Sightline {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Log more, and show the stack trace of a failure.")
  private boolean verbose;

  private Sightline() {}

  public static void main(String[] arguments) {
    StandardStreams streams = StandardStreams.ofThisThread();
    Interruption interruption = Interruption.ofThisThread();
    int exitCode = streams.exitCode(commandLine().execute(arguments));
    interruption.over();
    System.exit(exitCode);
  }

  /** The whole command line, not yet run. For one execution. */
  public static CommandLine commandLine() {
    Sightline sightline = new Sightline();
    ErrorLine errors = new ErrorLine(() -> sightline.verbose);
    return NumberConverters.register(new CommandLine(sightline))
        .registerConverter(Duration.class, new DurationConverter())
        .registerConverter(Rate.class, new RateConverter())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setExecutionStrategy(sightline::run);
  }

  private int run(ParseResult parsed) {
    if (verbose) {
      Verbosity.raise();
    }
    CommandLine last = last(parsed).commandSpec().commandLine();
    boolean helped = CommandLine.executeHelpRequest(parsed) != null;
    if (!helped && !last.getSubcommands().isEmpty()) {
      last.usage(last.getOut());
      return ExitCode.OK;
    }
    return helped ? ExitCode.OK : new RunLast().execute(parsed);
  }

  private static ParseResult last(ParseResult parsed) {
    return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
  }
}
