package dev.sightline.app.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.app.console.MistakeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamedLettersTest {
  private static NamedLetters ofReasons(String... reasons) {
    return new NamedLetters(List.of(reasons), List.of());
  }

  @Test
  void aReasonThatThereIsNotIsRefusedWithThoseThatThereAre() {
    NamedLetters named = ofReasons("TOO_SLOW", "NOPE");
    named.add(WrittenLetters.record(1, "OF_A_NEWER_VERSION"));

    assertThatThrownBy(named::checkReasons)
        .isInstanceOf(MistakeException.class)
        .hasMessageStartingWith("--reason: there is no reason NOPE: there are NO_VALUE, NO_KEY, ")
        .hasMessageEndingWith(", REFUSED, OF_A_NEWER_VERSION");
  }

  @Test
  void aSlipIsToldWithTheNearest() {
    assertThatThrownBy(ofReasons("TO_SLOW")::checkReasons)
        .hasMessageContaining("no reason TO_SLOW, did you mean TOO_SLOW?: there are ");
  }

  @Test
  void aReasonThatAnotherVersionWroteIsKnown() {
    NamedLetters named = ofReasons("OF_A_NEWER_VERSION");
    named.add(WrittenLetters.record(1, "OF_A_NEWER_VERSION"));

    assertThatCode(named::checkReasons).doesNotThrowAnyException();
  }

  @Test
  void anIdThatNoDeadLetterHasIsTold() {
    NamedLetters named = new NamedLetters(List.of(), List.of("id-1", "nix"));
    named.add(WrittenLetters.record(1, "TOO_SLOW"));

    assertThat(named.missingIds()).containsExactly("There is no dead letter of the id nix.");
  }
}
