package dev.sightline.topology.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.EncodedGoldenImage;
import dev.sightline.schemas.GoldenImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GoldenCheckTest {
  private final GoldenCheck check = new GoldenCheck(0.05f);

  private static FakeModel model(int pixels, Float... probabilities) {
    return new FakeModel(
        1, List.of(new GoldenImage(ByteBuffer.allocate(pixels), List.of(probabilities))));
  }

  @Test
  void acceptsProbabilitiesWithinTheTolerance() {
    assertThatCode(() -> check.check(model(12, 0.76f, 0.12f, 0.12f))).doesNotThrowAnyException();
  }

  @Test
  void namesTheClassOfAProbabilityThatIsTooFarOff() {
    assertThatThrownBy(() -> check.check(model(12, 0.74f, 0.16f, 0.1f)))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("golden image 0")
        .hasMessageContaining("of a is 0.8000, expected 0.7400");
  }

  @Test
  void rejectsAnotherTopClassAlsoWithinTheTolerance() {
    GoldenCheck loose = new GoldenCheck(1f);
    assertThatThrownBy(() -> loose.check(model(12, 0.1f, 0.8f, 0.1f)))
        .hasMessageContaining("top-1 is a, expected b");
  }

  @Test
  void rejectsGoldenImagesOfAnotherSize() {
    assertThatThrownBy(() -> check.check(model(11, 0.8f, 0.1f, 0.1f)))
        .hasMessageContaining("11 bytes, expected 12");
  }

  @Test
  void rejectsNotANumber() {
    assertThatThrownBy(() -> check.check(model(12, Float.NaN, 0.1f, 0.1f)))
        .isInstanceOf(ModelRejectedException.class);
  }

  @Nested
  class WhenGoldenImagesAreFiles {
    /** Its first byte is 1, so that the model takes it for b. */
    private byte[] png(int side) throws IOException {
      BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
      image.setRGB(0, 0, 0x01FF7F);
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      ImageIO.write(image, "png", file);
      return file.toByteArray();
    }

    private FakeModel model(byte[] file, Float... probabilities) {
      return new FakeModel(
          1,
          List.of(),
          List.of(new EncodedGoldenImage(ByteBuffer.wrap(file), List.of(probabilities))));
    }

    @Test
    void theirPixelsAreWhatIsScored() throws IOException {
      byte[] file = png(FakeModel.SIDE);
      assertThatCode(() -> check.check(model(file, 0.1f, 0.8f, 0.1f))).doesNotThrowAnyException();
      assertThatThrownBy(() -> check.check(model(file, 0.8f, 0.1f, 0.1f)))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("golden image 0: probability of a");
    }

    @Test
    void anotherSizeAndBytesThatAreNoFileAreRejected() throws IOException {
      byte[] large = png(FakeModel.SIDE + 1);
      assertThatThrownBy(() -> check.check(model(large, 0.1f, 0.8f, 0.1f)))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("encoded golden image 0: expected a file of 2x2 pixels");
      assertThatThrownBy(() -> check.check(model(new byte[9], 0.1f, 0.8f, 0.1f)))
          .isInstanceOf(ModelRejectedException.class)
          .hasMessageContaining("encoded golden image 0");
    }
  }
}
