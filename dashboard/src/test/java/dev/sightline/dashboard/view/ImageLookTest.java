package dev.sightline.dashboard.view;

import static dev.sightline.dashboard.Samples.NOON;
import static dev.sightline.dashboard.Samples.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sightline.dashboard.present.Present;
import dev.sightline.schemas.ImageHistogram;
import dev.sightline.schemas.MetricsWindow;
import dev.sightline.schemas.TrustedRecords;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageLookTest {
  static {
    TrustedRecords.trust();
  }

  private final Present present = Present.empty(() -> NOON);

  private ImageLooks looks() {
    return ImageLooks.of(present, Subject.of(present, Optional.empty()), Optional.empty());
  }

  /** As many images in each of ten bins of brightness, two wide, from one on. */
  private static List<ImageHistogram> brightness(int firstBin, long each) {
    return List.of(new ImageHistogram("brightness", firstBin, Collections.nCopies(10, each)));
  }

  private void see(List<ImageHistogram> now, List<ImageHistogram> first) {
    MetricsWindow window = window(0, 8L, 2L, 1L, 9L);
    window.setImageStatistics(now);
    window.setFirstImages(first);
    present.windows().add(window);
  }

  @Test
  void imagesLikeTheReferenceLieNowhereElse() {
    see(brightness(50, 4), brightness(50, 100));

    ImageLook look = looks().statistics().get(0);

    assertThat(looks().reference()).isEqualTo("first-images");
    assertThat(look.statistic()).isEqualTo("brightness");
    assertThat(look.images()).isEqualTo(40);
    assertThat(look.psi()).isZero();
    assertThat(look.median()).isEqualTo(109);
    assertThat(look.referenceMedian()).isEqualTo(109);
    assertThat(look.bars())
        .hasSize(10)
        .allSatisfy(bar -> assertThat(bar.share()).isCloseTo(bar.referenceShare(), within(1e-12)));
  }

  @Test
  void darkerOnesLieFarFromIt() {
    see(brightness(45, 4), brightness(50, 100));

    ImageLook look = looks().statistics().get(0);

    assertThat(look.psi()).isGreaterThan(1);
    assertThat(look.jensenShannon()).isGreaterThan(0.3);
    assertThat(look.median()).isEqualTo(99);
    assertThat(look.bars()).first().extracting(ImageLook.Bar::referenceShare).isEqualTo(0.0);
  }

  @Test
  void withoutAReferenceTheyAreShownAlone() {
    see(brightness(50, 4), null);

    assertThat(looks().reference()).isEqualTo("none");
    assertThat(looks().statistics().get(0).psi()).isNull();
    assertThat(looks().statistics().get(0).bars())
        .allSatisfy(bar -> assertThat(bar.referenceShare()).isNull());
  }

  @Test
  void aSideIsAWholeNumberOfPixels() {
    see(List.of(new ImageHistogram("width", 80, List.of(7L))), null); // from 2^(80/16)

    assertThat(looks().statistics().get(0).median()).isEqualTo(32);
  }

  @Test
  void aHistogramThatCanNotBeIsRefusedAndOneOfALaterVersionIsPassedOver() {
    see(List.of(new ImageHistogram("warmth", 3, List.of(1L))), null);
    assertThat(looks().statistics()).isEmpty();

    assertThatThrownBy(() -> see(brightness(120, 1), null))
        .hasMessageContaining("image statistics: expected a bin from 0 to 127");
    assertThatThrownBy(() -> see(brightness(1, -1), null))
        .hasMessageContaining("expected a count of 0 or more");
  }
}
