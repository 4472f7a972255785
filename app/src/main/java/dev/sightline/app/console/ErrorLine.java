package dev.sightline.app.console;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What the user sees of a mistake or a failure: one line, and with {@code --verbose} the trace.
 *
 * @see MistakeException
 */
public final class ErrorLine implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final int INTERRUPTED = 130;

  private final BooleanSupplier verbose;

  public ErrorLine(BooleanSupplier verbose) {
    this.verbose = verbose;
  }

  @Override
  public int handleParseException(ParameterException mistake, String[] arguments) {
    return mistake(mistake, suggestions(mistake), mistake.getCommandLine());
  }

  private int mistake(Exception mistake, String suggestions, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    String line = name + ": " + mistake.getMessage() + suggestions + hint(mistake, name);
    command.getErr().println(line);
    trace(mistake, command);
    return ExitCode.USAGE;
  }

  /** Behind a message of one line, below a list. */
  private static String hint(Exception mistake, String command) {
    boolean list = String.valueOf(mistake.getMessage()).contains("\n");
    return (list ? "\n" : " ") + "(see " + command + " --help)";
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    if (failure instanceof InterruptedException || failure instanceof InterruptException) {
      return INTERRUPTED;
    }
    if (failure instanceof MistakeException) {
      return mistake(failure, "", command);
    }
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message(failure));
    trace(failure, command);
    return ExitCode.SOFTWARE;
  }

  /** Our own messages say it all; of others the innermost cause often says more. */
  private static String message(Throwable failure) {
    Throwable said = failure;
    while (said instanceof ExecutionException && said.getCause() != null) {
      said = said.getCause();
    }
    if (isOurs(said)) {
      return said.getMessage();
    }
    Throwable root = said;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = text(said);
    return message.contains(text(root)) ? message : message + ": " + text(root);
  }

  private static boolean isOurs(Throwable failure) {
    return failure instanceof IllegalStateException
        || failure.getClass().getName().startsWith("dev.sightline.");
  }

  /** Kafka's messages can stand without the exception's name; of others it may be the best part. */
  private static String text(Throwable failure) {
    return failure instanceof KafkaException && failure.getMessage() != null
        ? failure.getMessage()
        : failure.toString();
  }

  private static String suggestions(ParameterException mistake) {
    if (!(mistake instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return "";
    }
    CommandSpec command = mistake.getCommandLine().getCommandSpec();
    String typed = unmatched.getUnmatched().get(0);
    List<String> near =
        NearestNames.of(typed, typed.startsWith("-") ? options(command) : subcommands(command));
    return near.isEmpty() ? "" : ", did you mean " + String.join(" or ", near) + "?";
  }

  private static List<String> options(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .map(OptionSpec::longestName)
        .toList();
  }

  private static List<String> subcommands(CommandSpec command) {
    return List.copyOf(command.subcommands().keySet());
  }

  private void trace(Exception failure, CommandLine command) {
    if (verbose.getAsBoolean()) {
      failure.printStackTrace(command.getErr());
    }
  }
}
