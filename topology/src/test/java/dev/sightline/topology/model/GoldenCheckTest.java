package dev.sightline.topology.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.schemas.GoldenImage;
import java.nio.ByteBuffer;
import java.util.List;
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
}
