package dev.sightline.models.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassDifferenceTest {
  @Test
  void theOrderIsNoDifference() {
    assertThat(ClassDifference.of(List.of("cat", "dog"), List.of("dog", "cat"))).isEmpty();
  }

  @Test
  void whatIsMissingAndWhatIsUnknownIsNamedUpToFiveEach() {
    ClassDifference difference =
        ClassDifference.of(List.of("cat", "dog"), List.of("dog", "1", "2", "3", "4", "5", "6", "7"))
            .orElseThrow();

    assertThat(difference.text()).isEqualTo("missing: cat; unknown: 1, 2, 3, 4, 5 and 2 more");
  }
}
