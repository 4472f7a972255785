package dev.sightline.app.replay;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.app.console.MistakeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleasedClassesTest {
  private final ReleasedClasses shapes =
      new ReleasedClasses("laptop", 3, List.of("circle", "square", "star"));

  @Test
  void someOfThemAreAllRight() {
    assertThatCode(() -> shapes.require(List.of("star", "circle"))).doesNotThrowAnyException();
  }

  @Test
  void othersAreNamed() {
    assertThatThrownBy(() -> shapes.require(List.of("cat", "star", "dog")))
        .isInstanceOf(MistakeException.class)
        .hasMessage(
            "--model laptop: its champion (version 3) tells other classes apart than these images"
                + " have: unknown: cat, dog. Without --model they are replayed all the same");
  }
}
