package dev.sightline.trainer.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DrawnShapesTest {
  private final DataSet data = new DrawnShapes(1, 200, 40).load();

  @Test
  void thereAreTenClassesInEqualNumbers() {
    assertThat(data.classes())
        .containsExactly(
            "arrow",
            "circle",
            "cross",
            "diamond",
            "heart",
            "ring",
            "square",
            "star",
            "stripes",
            "triangle");
    for (int label = 0; label < 10; label++) {
      int wanted = label;
      assertThat(Arrays.stream(data.training().labels()).filter(l -> l == wanted)).hasSize(20);
      assertThat(Arrays.stream(data.heldOut().labels()).filter(l -> l == wanted)).hasSize(4);
    }
    assertThat(data.training().imageSize()).isEqualTo(ImageSize.CIFAR);
  }

  @Test
  void theSameSeedDrawsTheSameImages() {
    DataSet again = new DrawnShapes(1, 200, 40).load();
    assertThat(again.training().pixels()).isEqualTo(data.training().pixels());
    assertThat(again.heldOut().pixels()).isEqualTo(data.heldOut().pixels());
    assertThat(again.sha256()).isEqualTo(data.sha256());
  }

  @Test
  void anotherSeedDrawsOthers() {
    DataSet other = new DrawnShapes(2, 200, 40).load();
    assertThat(other.training().pixels()).isNotEqualTo(data.training().pixels());
    assertThat(other.sha256()).isNotEqualTo(data.sha256());
  }

  @Test
  void noImageComesTwiceInEitherSplit() {
    Set<List<Byte>> images = new HashSet<>();
    for (Examples split : List.of(data.training(), data.heldOut())) {
      for (int i = 0; i < split.size(); i++) {
        images.add(boxed(split.image(i)));
      }
    }
    assertThat(images).hasSize(240);
  }

  @Test
  void aLargerSetStartsWithTheImagesOfASmallerOne() {
    DataSet larger = new DrawnShapes(1, 300, 50).load();
    assertThat(larger.training().pixels()).startsWith(data.training().pixels());
    assertThat(larger.heldOut().pixels()).startsWith(data.heldOut().pixels());
  }

  @Test
  void theHeldOutFilesAreTheHeldOutImages() {
    Set<List<Byte>> heldOut = new HashSet<>();
    for (int i = 0; i < data.heldOut().size(); i++) {
      heldOut.add(boxed(data.heldOut().image(i)));
    }
    try (Stream<EncodedExample> files = new DrawnShapes(1, 200, 40).heldOutFiles()) {
      List<EncodedExample> found = files.toList();
      assertThat(found).hasSize(40);
      assertThat(found)
          .allSatisfy(
              file -> {
                assertThat(file.name()).startsWith("test/" + file.label() + "/").endsWith(".png");
                assertThat(heldOut).contains(boxed(ImageFiles.imageIoPixels(file.content())));
              });
    }
  }

  @Test
  void splitsWithoutEveryClassAreRefused() {
    assertThatThrownBy(() -> new DrawnShapes(1, 200, 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("splits of 200 and 9 images for 10 classes");
  }

  private static List<Byte> boxed(byte[] bytes) {
    Byte[] boxed = new Byte[bytes.length];
    Arrays.setAll(boxed, i -> bytes[i]);
    return List.of(boxed);
  }
}
