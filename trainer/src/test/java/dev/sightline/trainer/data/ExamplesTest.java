package dev.sightline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.schemas.ResizeMethod;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  private final Examples examples =
      new Examples(1, 2, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, new int[] {0, 1});

  @Test
  void imagesLieOneBehindAnother() {
    assertThat(examples.size()).isEqualTo(2);
    assertThat(examples.imageBytes()).isEqualTo(6);
    assertThat(examples.image(1)).containsExactly(7, 8, 9, 10, 11, 12);

    byte[] target = new byte[8];
    examples.copyImage(0, target, 1);
    assertThat(target).containsExactly(0, 1, 2, 3, 4, 5, 6, 0);
  }

  @Test
  void pixelsThatAreNotWholeImagesAreRefused() {
    assertThatThrownBy(() -> new Examples(1, 2, new byte[11], new int[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("11 bytes of pixels are not 2 images of 1x2x3");
  }

  @Test
  void imagesHadTheSizeThatTheyHaveUnlessSomebodySaysOtherwise() {
    assertThat(examples.originals().heights()).containsExactly(1, 1);
    assertThat(examples.originals().widths()).containsExactly(2, 2);
    assertThatThrownBy(
            () ->
                new Examples(
                    1, 2, new byte[12], new int[2], new OriginalSizes(new int[1], new int[1])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the sizes of 1 images, of 2");
  }

  @Test
  void theSizesThatImagesHadGoWithThem() {
    Examples photographs =
        new Examples(
            1,
            2,
            new byte[18],
            new int[] {0, 1, 2},
            new OriginalSizes(new int[] {480, 1080, 600}, new int[] {640, 1920, 800}));

    assertThat(photographs.chosen(new int[] {2, 0}).originals().widths()).containsExactly(800, 640);
    assertThat(photographs.slice(1, 2).originals().heights()).containsExactly(1080, 600);
    assertThat(photographs.labelled(new int[] {5, 6, 7}).originals().widths())
        .containsExactly(640, 1920, 800);
    assertThat(photographs.resized(new ImageSize(4, 4), ResizeMethod.AREA).originals().heights())
        .containsExactly(480, 1080, 600);
  }

  @Test
  void moreImagesThanOneArrayHoldsAreRefusedWithTheWayOut() {
    assertThatThrownBy(() -> new ImageSize(224, 224).allocate(60_000))
        .isInstanceOf(DataSetException.class)
        .hasMessageContaining("60000 images of 224x224 need 9031680000 bytes")
        .hasMessageContaining("choose a smaller size or fewer images");
  }

  @Test
  void aSizeOfMoreBytesThanAnIntHoldsIsNotCutShort() {
    assertThat(new ImageSize(20_000, 30_000).bytes()).isEqualTo(1_800_000_000);
    assertThatThrownBy(() -> new ImageSize(40_000, 40_000).bytes())
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> new ImageSize(40_000, 40_000).allocate(1))
        .isInstanceOf(DataSetException.class)
        .hasMessageContaining("need 4800000000 bytes");
  }

  @Test
  void aDataSetRefusesLabelsWithoutAClass() {
    assertThatThrownBy(
            () ->
                new DataSet("d", "0", List.of("only"), examples, examples, examples, Skipped.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("label 1 among 1 classes");
  }
}
