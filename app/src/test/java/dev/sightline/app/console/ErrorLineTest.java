package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class ErrorLineTest {
  private final StringWriter err = new StringWriter();

  @Command(name = "any")
  private record Failing(Exception failure) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw failure;
    }
  }

  private int exitCode(Exception failure, boolean verbose) {
    ErrorLine errors = new ErrorLine(() -> verbose);
    return new CommandLine(new Failing(failure))
        .setErr(new PrintWriter(err, true))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .execute();
  }

  private int exitCode(Exception failure) {
    return exitCode(failure, false);
  }

  @Test
  void anInterruptIsNoFailure() {
    assertThat(exitCode(new InterruptedException())).isEqualTo(130);
    assertThat(exitCode(new CancellationException("the evaluation was interrupted")))
        .isEqualTo(130);
    assertThat(err).hasToString("");
  }

  @Test
  void aFailureBehindWhichThereIsAnInterruptIsNoneEither() {
    assertThat(
            exitCode(
                new IllegalStateException(
                    "images.zip: interrupted while reading", new InterruptedException())))
        .isEqualTo(130);
    assertThat(exitCode(new UncheckedIOException(new ClosedByInterruptException()))).isEqualTo(130);
    assertThat(err).hasToString("");
  }

  @Test
  void aMistakeThatIsFoundOutLaterIsOneAsWell() {
    assertThat(exitCode(new MistakeException("--out: is there already"))).isEqualTo(2);
    assertThat(err).hasToString("any: --out: is there already (see any --help)\n");
  }

  @Test
  void aFailureIsOneLineWithItsInnermostCause() {
    Exception failure = new RuntimeException("outer", new IllegalArgumentException("inner"));

    assertThat(exitCode(new ExecutionException(failure))).isEqualTo(1);

    assertThat(err)
        .hasToString(
            "any: java.lang.RuntimeException: outer: java.lang.IllegalArgumentException: inner\n");
  }

  @Test
  void whatWeOrKafkaSayStandsWithoutTheExceptionsName() {
    exitCode(new IllegalStateException("no broker answers", new RuntimeException("timeout")));
    exitCode(new KafkaException("topic images: refused"));

    assertThat(err).hasToString("any: no broker answers\nany: topic images: refused\n");
  }

  @Test
  void aFailureOfAFileIsThePathAndTheReasonInWords() {
    NoSuchFileException missing = new NoSuchFileException("/x");
    exitCode(new UncheckedIOException("can't write to /x: " + missing, missing));
    exitCode(new UncheckedIOException("can't write /x: " + missing.getMessage(), missing));
    exitCode(new UncheckedIOException(new AccessDeniedException("/y")));
    exitCode(new FileSystemException("/z", null, "No space left on device"));
    exitCode(new MistakeException("--report: /x can't be made: " + missing, missing));

    assertThat(err)
        .hasToString(
            """
            any: can't write to /x: there is no such file or folder
            any: can't write /x: there is no such file or folder
            any: /y: permission denied
            any: /z: No space left on device
            any: --report: /x can't be made: there is no such file or folder (see any --help)
            """);
  }

  @Test
  void anInterruptIsQuiet() {
    assertThat(exitCode(new InterruptedException())).isEqualTo(130);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void theTraceFollowsOnRequest() {
    exitCode(new MistakeException("--out: is there already"), true);

    assertThat(err.toString().lines())
        .hasSizeGreaterThan(2)
        .anyMatch(line -> line.startsWith("\tat " + ErrorLineTest.class.getName()));
  }
}
