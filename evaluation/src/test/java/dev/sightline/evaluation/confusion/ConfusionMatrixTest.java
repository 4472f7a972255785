package dev.sightline.evaluation.confusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.evaluation.Said;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  private static final List<String> LABELS = List.of("cat", "dog", "frog");

  @Test
  void rowsAreActualAndColumnsPredicted() {
    ConfusionMatrix matrix = new ConfusionMatrix(LABELS);
    matrix.add(0, 1);
    matrix.add(0, 1);
    matrix.add(2, 2, 3);

    assertThat(matrix.rowMajor()).containsExactly(0, 2, 0, 0, 0, 0, 0, 0, 3);
    assertThat(matrix.support(0)).isEqualTo(2);
    assertThat(matrix.predicted(0)).isZero();
    assertThat(matrix.predicted(1)).isEqualTo(2);
    assertThat(matrix.correct()).isEqualTo(3);
    assertThat(matrix.accuracy()).hasValue(0.6);
  }

  @Test
  void theMapHasTheLabelsAndTheRows() {
    ConfusionMatrix matrix = new ConfusionMatrix(List.of("cat", "dog"), new long[] {50, 2, 3, 45});
    assertThat(Said.json(matrix.asMap()).toString())
        .isEqualTo("{\"labels\":[\"cat\",\"dog\"],\"matrix\":[[50,2],[3,45]]}");
  }

  @Test
  void withoutImagesThereIsNoAccuracy() {
    assertThat(new ConfusionMatrix(LABELS).accuracy()).isEmpty();
    assertThat(new ConfusionMatrix(List.of()).accuracy()).isEmpty();
  }

  @Test
  void aCellTakenBackBelowZeroIsRefusedAndStays() {
    ConfusionMatrix matrix = new ConfusionMatrix(LABELS);
    matrix.add(1, 0);
    assertThatThrownBy(() -> matrix.add(1, 0, -2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cell (dog, cat) holds 1, can't take 2 back");
    assertThat(matrix.count(1, 0)).isEqualTo(1);
  }

  @Test
  void wrongShapesLabelsAndCellsAreRefused() {
    assertThatThrownBy(() -> new ConfusionMatrix(LABELS, new long[8]))
        .hasMessage("expected 3 x 3 counts, found 8");
    assertThatThrownBy(() -> new ConfusionMatrix(List.of("cat", "cat")))
        .hasMessage("label 'cat' stands twice");
    assertThatThrownBy(() -> new ConfusionMatrix(LABELS).add(0, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new ConfusionMatrix(LABELS).plus(new ConfusionMatrix(List.of("cat"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatWasGivenAndWhatIsHandedOutAreCopies() {
    long[] counts = new long[9];
    ConfusionMatrix matrix = new ConfusionMatrix(LABELS, counts);
    counts[0] = 7;
    matrix.rowMajor()[1] = 7;
    assertThat(matrix.total()).isZero();
  }

  @Property(tries = 200)
  void aSumHasTheCountsOfBoth(
      @ForAll @Size(9) List<@LongRange(min = 0, max = 1L << 40) Long> left,
      @ForAll @Size(9) List<@LongRange(min = 0, max = 1L << 40) Long> right) {
    ConfusionMatrix a = new ConfusionMatrix(LABELS, array(left));
    ConfusionMatrix b = new ConfusionMatrix(LABELS, array(right));
    ConfusionMatrix sum = a.plus(b);

    assertThat(sum.total()).isEqualTo(a.total() + b.total());
    assertThat(sum.correct()).isEqualTo(a.correct() + b.correct());
    assertThat(sum).isEqualTo(b.plus(a));
    long supports = 0;
    long predictions = 0;
    for (int i = 0; i < 3; i++) {
      supports += sum.support(i);
      predictions += sum.predicted(i);
    }
    assertThat(supports).isEqualTo(predictions).isEqualTo(sum.total());
  }

  private static long[] array(List<Long> counts) {
    return counts.stream().mapToLong(Long::longValue).toArray();
  }
}
