package dev.sightline.app.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;

class RecordPrinterTest {
  private final StringWriter out = new StringWriter();

  private static final Rendering<Integer> UNDER_A_HEADER =
      new Rendering<>() {
        @Override
        public String header() {
          return "number";
        }

        @Override
        public String render(Integer value) {
          return "<" + value + ">";
        }
      };

  @Test
  void printsUnderTheHeaderUntilThereWereEnough() {
    RecordPrinter<Integer> printer =
        new RecordPrinter<>(UNDER_A_HEADER, 2, new PrintWriter(out, true));

    assertThat(out.toString().lines()).containsExactly("number");
    assertThat(printer.add(7)).isTrue();
    assertThat(printer.add(8)).isFalse();
    assertThat(out.toString().lines()).containsExactly("number", "<7>", "<8>");
  }

  @Test
  void withoutAHeaderThereAreRecordsAlone() {
    RecordPrinter<Integer> printer =
        new RecordPrinter<>(Object::toString, 1, new PrintWriter(out, true));

    assertThat(printer.add(7)).isFalse();
    assertThat(out.toString().lines()).containsExactly("7");
  }

  @Test
  void endsWhenNobodyReadsOn() {
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
    RecordPrinter<Integer> printer =
        new RecordPrinter<>(Object::toString, Long.MAX_VALUE, new PrintWriter(closedPipe));

    assertThat(printer.add(7)).isFalse();
  }
}
