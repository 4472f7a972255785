package dev.sightline.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenedTest {
  private final List<String> closed = new ArrayList<>();
  private final Opened opened = new Opened();

  private Opened.Part part(String name) {
    return () -> closed.add(name);
  }

  @Test
  void theLastOneIsClosedFirst() throws InterruptedException {
    opened.add(part("servers"));
    opened.add(part("pipeline"));
    opened.close();
    assertThat(closed).containsExactly("pipeline", "servers");
  }

  @Test
  void eachIsClosedOnce() throws InterruptedException {
    opened.add(part("servers"));
    opened.close();
    opened.close();
    assertThat(closed).containsExactly("servers");
  }

  @Test
  void whatComesTooLateIsClosedAtOnce() {
    opened.close();
    assertThatThrownBy(() -> opened.add(part("servers"))).isInstanceOf(InterruptedException.class);
    assertThat(closed).containsExactly("servers");
  }

  @Test
  void theOthersAreClosedWhateverOneThrows() throws InterruptedException {
    opened.add(part("servers"));
    opened.add(
        () -> {
          throw new IllegalStateException("stuck");
        });
    assertThatThrownBy(opened::close).hasMessage("stuck");
    assertThat(closed).containsExactly("servers");
  }
}
