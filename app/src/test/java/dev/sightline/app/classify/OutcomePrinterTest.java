package dev.sightline.app.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.app.console.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomePrinterTest {
  private static final Outcome UNREADABLE =
      new Outcome.Unreadable(Path.of("broken.png"), "no picture");
  private static final Outcome CLASSIFIED =
      new Outcome.Classified(Path.of("cat.png"), List.of(new Outcome.LikelyClass("cat", 0, 1f)));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Console console = new Console(new PrintWriter(out), new PrintWriter(err));

  @Test
  void whatCanNotBeReadIsCounted() {
    OutcomePrinter printer = OutcomePrinter.ofJson(new OutcomeJson(false), console);

    assertThat(printer.test(CLASSIFIED)).isTrue();
    assertThat(printer.unreadable()).isZero();
    assertThat(printer.test(UNREADABLE)).isTrue();
    assertThat(printer.test(UNREADABLE)).isTrue();

    assertThat(printer.unreadable()).isEqualTo(2);
    assertThat(out.toString().lines()).hasSize(3).allMatch(line -> line.startsWith("{\"file\":"));
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void itEndsWhenNobodyReadsOn() {
    Writer closedPipe =
        new Writer() {
          @Override
          public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("Broken pipe");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Console closed = new Console(new PrintWriter(closedPipe), new PrintWriter(err));

    assertThat(OutcomePrinter.ofJson(new OutcomeJson(false), closed).test(CLASSIFIED)).isFalse();
  }
}
