package dev.sightline.app.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.source.DrawnShapes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReplayRequestTest {
  private static List<String> shuffled(OptionalLong images, long seed) {
    return names(request(images, false, seed).replayed());
  }

  private static ReplayRequest request(OptionalLong images, boolean repeat, long seed) {
    return new ReplayRequest(
        new DrawnShapes(1, 10, 40), new Rate(1), images, repeat, Duration.ofSeconds(1), seed);
  }

  private static List<String> names(Iterator<EncodedExample> images) {
    List<String> names = new ArrayList<>();
    images.forEachRemaining(image -> names.add(image.name()));
    return names;
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

  @Test
  void whatIsRepeatedComesInAnotherOrderEachTime() {
    List<String> names = names(request(OptionalLong.of(100), true, 1).replayed());

    assertThat(names).hasSize(100);
    assertThat(names.subList(0, 40)).isEqualTo(shuffled(OptionalLong.empty(), 1));
    assertThat(names.subList(40, 80))
        .isNotEqualTo(names.subList(0, 40))
        .containsExactlyInAnyOrderElementsOf(names.subList(0, 40));
    assertThat(names.subList(80, 100)).doesNotHaveDuplicates();
  }

  @Test
  void withoutANumberWhatIsRepeatedHasNoEnd() {
    ReplayedImages endless = request(OptionalLong.empty(), true, 1).replayed();
    for (int i = 0; i < 1_000; i++) {
      endless.next();
    }

    assertThat(endless).hasNext();
    assertThat(endless.count()).isEmpty();
  }

  @Test
  void whereThereAreNoImagesThereIsNothingToRepeat() {
    assertThat(new ReplayedImages(List.of(), OptionalLong.empty(), true, 1)).isExhausted();
  }
}
