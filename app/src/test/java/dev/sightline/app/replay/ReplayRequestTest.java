package dev.sightline.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.source.DrawnShapes;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReplayRequestTest {
  private static List<String> shuffled(OptionalLong images, long seed) {
    ReplayRequest request =
        new ReplayRequest(
            new DrawnShapes(1, 10, 40), new Rate(1), images, Duration.ofSeconds(1), seed);
    return request.shuffledImages().stream().map(EncodedExample::name).toList();
  }

  @Test
  void theOrderIsTheSeeds() {
    List<String> all = shuffled(OptionalLong.empty(), 1);

    assertThat(all).hasSize(40).doesNotHaveDuplicates();
    assertThat(shuffled(OptionalLong.empty(), 1)).isEqualTo(all);
    assertThat(shuffled(OptionalLong.empty(), 2))
        .isNotEqualTo(all)
        .containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void asManyAsAreAskedForAreTheFirstOfAll() {
    assertThat(shuffled(OptionalLong.of(7), 1))
        .isEqualTo(shuffled(OptionalLong.empty(), 1).subList(0, 7));
    assertThat(shuffled(OptionalLong.of(41), 1)).hasSize(40);
  }
}
