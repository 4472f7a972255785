package dev.sightline.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Examples;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ClassOrderTest {
  private static final List<String> ALPHABETICAL = List.of("cat", "dog", "frog");

  @Test
  void aModelOfAnotherOrderGetsItsOwnIndices() {
    ClassOrder order = ClassOrder.byName(ALPHABETICAL, List.of("frog", "cat", "dog"));

    Examples examples = order.apply(new Examples(1, 1, new byte[12], new int[] {0, 1, 2, 0}));

    assertThat(examples.labels()).containsExactly(1, 2, 0, 1);
    assertThat(order.byName()).isTrue();
  }

  @Test
  void unnamedClassesAreTakenInOrder() {
    ClassOrder order = ClassOrder.byIndex(ALPHABETICAL, 3);

    assertThat(order.modelIndices()).containsExactly(0, 1, 2);
    assertThat(order.byName()).isFalse();
  }

  @Nested
  class WhenTheClassesDiffer {
    @Test
    void bothListsAreShown() {
      assertThatThrownBy(() -> ClassOrder.byName(ALPHABETICAL, List.of("cat", "dog", "toad")))
          .isInstanceOf(DataSetException.class)
          .hasMessageContainingAll("[cat, dog, frog]", "[cat, dog, toad]");
    }

    @Test
    void aNameThatStandsTwiceDoesNotHideAnother() {
      assertThatThrownBy(() -> ClassOrder.byName(List.of("cat", "dog"), List.of("cat", "cat")))
          .isInstanceOf(DataSetException.class);
      assertThatThrownBy(() -> ClassOrder.byName(ALPHABETICAL, List.of("cat", "dog")))
          .isInstanceOf(DataSetException.class);
    }

    @Test
    void anotherNumberOfUnnamedClassesIsSaid() {
      assertThatThrownBy(() -> ClassOrder.byIndex(ALPHABETICAL, 10))
          .isInstanceOf(DataSetException.class)
          .hasMessageContainingAll("3 classes", "10 apart");
    }
  }
}
