package dev.sightline.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.Skipped;
import dev.sightline.trainer.data.source.DrawnShapes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataSetTextTest {
  private final DataSet shapes = new DrawnShapes(1, 1200, 10).load();

  @Test
  void theSplitsAreCounted() {
    assertThat(DataSetText.of(shapes))
        .isEqualTo("Data: drawn-shapes, 1,200 training and 10 held-out images of 10 classes");
    assertThat(DataSetText.of(shapes.withValidation(20, 1)))
        .isEqualTo(
            "Data: drawn-shapes, 1,180 training, 20 validation and 10 held-out images of 10"
                + " classes");
  }

  @Test
  void whatWasResizedOrLeftOutIsSaid() {
    DataSet data =
        new DataSet(
            "pets",
            "",
            shapes.classes(),
            shapes.training(),
            shapes.validation(),
            shapes.heldOut(),
            Skipped.of(List.of("cat/1.png: empty", "dog/2.png: no image")),
            1210,
            Optional.empty());

    assertThat(DataSetText.of(data))
        .isEqualTo(
            """
            Data: pets, 1,200 training and 10 held-out images of 10 classes
            Resized 1,210 images of other sizes to 32x32
            Left out 2 files:
            cat/1.png: empty
            dog/2.png: no image\
            """);
  }
}
