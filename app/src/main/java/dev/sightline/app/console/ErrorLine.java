package dev.sightline.app.console;

import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.concurrent.CancellationException;
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
    return mistake(mistake, said(mistake), mistake.getCommandLine());
  }

  private int mistake(Exception mistake, String said, CommandLine command) {
    String name = command.getCommandSpec().qualifiedName();
    String line = name + ": " + FileFault.inWords(said, mistake) + hint(mistake, name);
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
    if (isInterruption(failure)) {
      trace(failure, command);
      return INTERRUPTED;
    }
    if (failure instanceof MistakeException) {
      return mistake(failure, failure.getMessage(), command);
    }
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + message(failure));
    trace(failure, command);
    return ExitCode.SOFTWARE;
  }

  /** Whoever is interrupted at reading, fetching or waiting may say so by a failure of his own. */
  private static boolean isInterruption(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof InterruptedException
          || cause instanceof InterruptException
          || cause instanceof CancellationException
          || cause instanceof ClosedByInterruptException) {
        return true;
      }
    }
    return false;
  }

  /** Our own messages say it all; of others the innermost cause often says more. */
  private static String message(Throwable failure) {
    Throwable said = failure;
    while (said instanceof ExecutionException && said.getCause() != null) {
      said = said.getCause();
    }
    if (isOurs(said)) {
      return FileFault.inWords(String.valueOf(said.getMessage()), said);
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
        || failure instanceof UncheckedIOException
        || failure.getClass().getName().startsWith("dev.sightline.");
  }

  /** Kafka's messages can stand without the exception's name; of others it may be the best part. */
  private static String text(Throwable failure) {
    if (failure instanceof FileSystemException file) {
      return FileFault.text(file);
    }
    return failure instanceof KafkaException && failure.getMessage() != null
        ? failure.getMessage()
        : failure.toString();
  }

  /** What picocli says, and where that helps nobody our own words. */
  private static String said(ParameterException mistake) {
    String message = String.valueOf(mistake.getMessage()).replace("option option ", "option ");
    if (!(mistake instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return message;
    }
    CommandSpec command = mistake.getCommandLine().getCommandSpec();
    String typed = unmatched.getUnmatched().get(0);
    if (typed.startsWith("-") || command.subcommands().isEmpty()) {
      return message + didYouMean(NearestNames.of(typed, options(command)));
    }
    List<String> near = NearestNames.of(typed, subcommands(command));
    return "there is no command "
        + typed
        + (near.isEmpty()
            ? "; there are " + String.join(", ", subcommands(command))
            : didYouMean(near));
  }

  private static String didYouMean(List<String> near) {
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
