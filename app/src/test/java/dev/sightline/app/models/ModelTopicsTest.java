package dev.sightline.app.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelTopicsTest {
  @Test
  void whoReleasesGoesByName() {
    assertThat(ModelTopics.thisUser("ada", Map.of("HOSTNAME", "box"))).isEqualTo("ada");
  }

  @Test
  void whoHasNoNameGoesByTheHost() {
    assertThat(ModelTopics.thisUser("?", Map.of("HOSTNAME", "box"))).isEqualTo("a user at box");
    assertThat(ModelTopics.thisUser("?", Map.of())).startsWith("a user at ").doesNotContain("?");
  }
}
