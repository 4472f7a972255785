package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandardStreamsTest {
  private final StandardStreams streams = StandardStreams.of(Thread.currentThread());

  @AfterEach
  void clearTheMark() {
    Thread.interrupted();
  }

  @Test
  void whatIsTakenChangesNothing() {
    List<Byte> taken = new ArrayList<>();
    PrintStream out =
        new PrintStream(
            streams.watched(
                new OutputStream() {
                  @Override
                  public void write(int single) {
                    taken.add((byte) single);
                  }
                }),
            true);

    out.print("ab");

    assertThat(taken).containsExactly((byte) 'a', (byte) 'b');
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(streams.exitCode(3)).isEqualTo(3);
  }

  @Test
  void aBrokenPipeInterruptsTheCommandOnceAndIsItsExitCode() {
    PrintStream out = new PrintStream(streams.watched(failing("Broken pipe")), true);

    out.println("nobody reads this");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(streams.exitCode(130)).isEqualTo(141);
    out.println("nor what is said on the way out");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aFullDiskIsAFailure() {
    PrintStream out = new PrintStream(streams.watched(failing("No space left on device")), true);

    out.println("lost");

    assertThat(Thread.interrupted()).isTrue();
    assertThat(streams.exitCode(130)).isEqualTo(1);
  }

  @Test
  void aCommandWhoseReaderIsGoneEndsAsBySigpipe() throws Exception {
    Process command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sightline.app.Sightline",
                "--help")
            .start();
    command.getInputStream().close();

    assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(command.exitValue()).isEqualTo(141);
    assertThat(command.getErrorStream().readAllBytes()).isEmpty();
  }

  private static OutputStream failing(String why) {
    return new OutputStream() {
      @Override
      public void write(int single) throws IOException {
        throw new IOException(why);
      }
    };
  }
}
