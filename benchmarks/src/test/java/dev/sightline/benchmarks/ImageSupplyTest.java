package dev.sightline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSupplyTest {
  private final List<Integer> published = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  @Test
  void itGrowsUntilTheImagesAreEnoughAndStaysSo() throws Exception {
    ImageSupply supply = new ImageSupply(1_000, published::add, lines::add);
    List<String> attempts = new ArrayList<>();

    for (int round = 0; round < 2; round++) {
      supply.enoughFor(
          (number, images) -> {
            attempts.add(number + ": " + images);
            if (images < 4_000) {
              throw new TooFewImagesException("the worker was done too soon");
            }
            return images;
          });
    }

    assertThat(attempts).containsExactly("1: 1000", "2: 2000", "3: 4000", "4: 4000");
    assertThat(published).containsExactly(1_000, 1_000, 2_000);
    assertThat(lines)
        .hasSize(2)
        .allMatch(line -> line.startsWith("the worker was done too soon; publishing as many"));
  }
}
