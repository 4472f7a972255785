package dev.sightline.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LoopbackTest {

  /** Of so many drawn each for itself, some two would be the same. */
  @Test
  void noTwoOfSeveralFreePortsAreTheSame() throws IOException {
    assertThat(Loopback.freePorts(500)).hasSize(500).doesNotHaveDuplicates();
  }
}
