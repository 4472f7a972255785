package dev.sightline.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final String ERASE = " \033[J\r\033[K";

  private final StringWriter out = new StringWriter();
  private final PrintWriter writer = new PrintWriter(out);
  private TerminalSize size = new TerminalSize(20, 4);
  private final Screen screen = new Screen(new Console(writer, writer), () -> size);

  @Test
  void aFrameIsDrawnInThePlaceOfTheLastOne() {
    screen.show(List.of("one", "two", "three"));
    assertThat(written()).isEqualTo("one\ntwo\nthree\r");

    screen.show(List.of("four"));
    assertThat(written()).isEqualTo("\r\033[2A" + ERASE + "four\r");
  }

  @Test
  void itIsNeverLargerThanTheTerminal() {
    screen.show(List.of("a line of more than twenty characters", "2", "3", "4", "5"));

    assertThat(written()).isEqualTo("a line of more than\n2\n3\n4\r");
  }

  @Test
  void wideCharactersTakeTwoColumns() {
    size = new TerminalSize(6, 4);
    screen.show(List.of("猫猫猫猫"));

    assertThat(written()).isEqualTo("猫猫\r");
  }

  @Test
  void aMessageStandsAboveIt() {
    screen.show(List.of("one", "two"));
    written();

    screen.say("said");

    assertThat(written().replace(System.lineSeparator(), "\n"))
        .isEqualTo("\r\033[1A" + ERASE + "said\none\ntwo\r");
  }

  @Nested
  class WhileSomethingIsWrong {
    @Test
    void itStandsAboveEachFrameWhichHasALineLess() {
      screen.show(List.of("one", "two", "three", "four"));
      written();

      screen.trouble("no broker");
      assertThat(written()).isEqualTo("\r\033[3A" + ERASE + "no broker\none\ntwo\nthree\r");
      assertThat(screen.rows()).isEqualTo(3);

      screen.show(List.of("five"));
      assertThat(written()).isEqualTo("\r\033[3A" + ERASE + "no broker\nfive\r");
    }

    @Test
    void nothingOfItIsLeftWhenItIsOver() {
      screen.show(List.of("one"));
      screen.trouble("no broker");
      written();

      screen.troubleIsOver("a broker");

      assertThat(written()).isEqualTo("\r\033[1A" + ERASE + "one\r");
      assertThat(screen.rows()).isEqualTo(4);
    }

    @Test
    void aMessageStandsAboveIt() {
      screen.trouble("no broker");
      written();

      screen.say("said");

      assertThat(written().replace(System.lineSeparator(), "\n"))
          .isEqualTo("\r" + ERASE + "said\nno broker\r");
    }
  }

  @Nested
  class WhenTheSizeHasChanged {
    @Test
    void theScreenIsDrawnAnewWithItsLastMessages() {
      screen.say("first");
      screen.say("second");
      screen.say("third");
      screen.show(List.of("fifteen letters", "two"));
      written();
      size = new TerminalSize(15, 4);

      screen.show(List.of("fifteen letters", "two"));

      assertThat(written()).isEqualTo("\033[H" + ERASE + "second\nthird\nfifteen letter\ntwo\r");
    }

    @Test
    void nothingIsLeftWhenItCloses() {
      screen.show(List.of("one", "two"));
      written();
      size = new TerminalSize(15, 4);

      screen.close();

      assertThat(written()).isEqualTo("\033[H" + ERASE);
    }
  }

  @Nested
  class WhenItCloses {
    @Test
    void nothingOfTheFrameIsLeft() {
      screen.show(List.of("one", "two"));
      written();
      screen.close();

      assertThat(written()).isEqualTo("\r\033[1A" + ERASE);
    }

    @Test
    void whatWasLeftStays() {
      screen.show(List.of("one"));
      screen.leave();
      written();
      screen.close();

      assertThat(written()).isEmpty();
    }
  }

  private String written() {
    String written = out.toString();
    out.getBuffer().setLength(0);
    return written;
  }
}
