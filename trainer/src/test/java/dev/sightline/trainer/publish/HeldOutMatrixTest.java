package dev.sightline.trainer.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.fixtures.ColourModel;
import dev.sightline.models.manifest.ManifestSize;
import dev.sightline.schemas.ConfusionCell;
import dev.sightline.schemas.GoldenImage;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.trainer.evaluation.PredictedImages;
import dev.sightline.trainer.evaluation.ScoredImages;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutMatrixTest {
  /** Random classes, right half of the time. */
  private static PredictedImages predicted(int classes, int images) {
    SplittableRandom random = new SplittableRandom(7);
    int[] labels = IntStream.range(0, images).map(i -> i % classes).toArray();
    int[] top1 =
        IntStream.of(labels)
            .map(label -> random.nextBoolean() ? label : random.nextInt(classes))
            .toArray();
    return new PredictedImages(classes, labels, top1, new float[images], new float[images]);
  }

  @Test
  void ofFewClassesItIsWhole() {
    HeldOutMatrix matrix = HeldOutMatrix.of(predicted(256, 2_560));

    assertThat(matrix.whole()).hasSize(256 * 256);
    assertThat(matrix.whole().stream().mapToLong(count -> count).sum()).isEqualTo(2_560);
    assertThat(matrix.cells()).isEmpty();
  }

  @Test
  void ofMoreItIsToldByTheCellsThatAreNotZeroTheLargestFirst() {
    PredictedImages predicted =
        new PredictedImages(
            300,
            new int[] {5, 5, 7, 7, 7, 299},
            new int[] {5, 5, 5, 7, 7, 0},
            new float[6],
            new float[6]);

    HeldOutMatrix matrix = HeldOutMatrix.of(predicted);

    assertThat(matrix.whole()).isEmpty();
    assertThat(matrix.cells().orElseThrow())
        .containsExactly(
            new ConfusionCell(5, 5, 2L),
            new ConfusionCell(7, 7, 2L),
            new ConfusionCell(7, 5, 1L),
            new ConfusionCell(299, 0, 1L));
  }

  @Test
  void cellsThatHaveNoRoomAreLeftOutTheSmallestOfThem() {
    PredictedImages predicted = predicted(10_000, 100_000);

    List<ConfusionCell> cells = HeldOutMatrix.of(predicted).cells().orElseThrow();

    assertThat(cells).hasSize(HeldOutMatrix.MAX_CELLS);
    assertThat(cells.stream().filter(cell -> cell.getActual() == cell.getPredicted()))
        .hasSizeGreaterThan(9_800);
    assertThat(cells.stream().mapToLong(ConfusionCell::getImages).sum()).isLessThan(100_000);
  }

  /** Names of 25 characters, a large evaluation, and golden images of 40 kB of probabilities. */
  @Test
  void aManifestOfTenThousandClassesFitsItsRecord() {
    int classes = 10_000;
    PredictedImages predicted = predicted(classes, 100_000);
    ModelManifest.Builder draft =
        ColourModel.uint8()
            .manifest()
            .setLabels(
                IntStream.range(0, classes)
                    .mapToObj("a class of some sort %04d"::formatted)
                    .toList())
            .setEvaluation(HeldOut.of(predicted))
            .setConfusionCells(HeldOut.cells(predicted))
            .setGoldenImages(List.<GoldenImage>of());

    long room = ManifestSize.room(draft, 100 << 20);

    assertThat(draft.getLabels().get(0)).hasSize(25);
    assertThat(room).isGreaterThan(2 * ManifestSize.of(224 * 224 * 3, classes));
  }

  @Test
  void theSharesAreThoseOfThePredictions() {
    ScoredImages scored =
        new ScoredImages(2, new int[] {0, 0, 1, 1}, new float[] {1, 0, 1, 0, 1, 0, 0, 1});

    assertThat(HeldOut.of(scored).getPredictedShares()).containsExactly(0.75, 0.25);
    assertThat(HeldOut.cells(scored.predicted())).isNull();
  }
}
