package dev.sightline.app.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.schemas.Checksum;
import dev.sightline.schemas.ClassOutput;
import dev.sightline.schemas.ImageInput;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.OutputKind;
import dev.sightline.schemas.PixelType;
import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.publish.Decision;
import dev.sightline.trainer.publish.PublishedVersion;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PublishedTextTest {
  private static String text(int parts, Optional<Decision> decision) {
    return text(parts, decision, OutputKind.PROBABILITIES);
  }

  private static String text(int parts, Optional<Decision> decision, OutputKind output) {
    ModelManifest manifest =
        ModelManifest.newBuilder()
            .setName("pets")
            .setVersion(7)
            .setCreatedAt(Instant.EPOCH)
            .setArchive(new Checksum("", 1_234_567L))
            .setParts(Collections.nCopies(parts, new Checksum("", 1L)))
            .setInput(new ImageInput("image", PixelType.UINT8, 8, 8, 3, 1f))
            .setOutput(new ClassOutput("answer", output))
            .setLabels(List.of("cat", "dog"))
            .setResize(ResizeMethod.AREA)
            .setGoldenImages(List.of())
            .build();
    return PublishedText.of(new PublishedVersion(manifest, decision));
  }

  @Test
  void aChampionIsNamedWithTheReason() {
    assertThat(text(3, Optional.of(new Decision.Champion("better", OptionalInt.of(6)))))
        .isEqualTo(
            "Published pets version 7: 1,234,567 bytes in 3 parts, champion now.\nGate: better.");
  }

  @Test
  void aChallengerIsNamedWithTheReason() {
    assertThat(text(1, Optional.of(new Decision.Challenger("not better"))))
        .isEqualTo(
            "Published pets version 7: 1,234,567 bytes in 1 part, challenger: the champion serves"
                + " on.\nGate: not better.");
  }

  @Test
  void thatTheOutputIsTakenForLogitsIsSaid() {
    assertThat(text(1, Optional.empty(), OutputKind.LOGITS))
        .endsWith("in 1 part.\nThe output answer is of logits: workers take the softmax of it.");
  }

  @Test
  void whatIsPublishedOnlyHasNoGate() {
    assertThat(text(1, Optional.empty()))
        .isEqualTo("Published pets version 7: 1,234,567 bytes in 1 part.");
  }
}
