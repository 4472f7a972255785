package dev.sightline.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoCountsTest {
  @Test
  void allIsSettledOnceEveryImageHasAnOutcomeAndEveryLabelOfAPredictionIsCounted() {
    assertThat(new DemoCounts(10, 10, 9, 1, 9).settled()).isTrue();
    assertThat(new DemoCounts(10, 10, 8, 1, 8).settled()).as("an image is missing").isFalse();
    assertThat(new DemoCounts(10, 10, 9, 1, 8).settled()).as("a label is missing").isFalse();
    assertThat(new DemoCounts(10, 10, 12, 1, 11).settled()).as("others publish, too").isTrue();
  }

  @Test
  void theCountsStandInTheMessageOfAFailure() {
    assertThat(new DemoCounts(10, 9, 8, 1, 7))
        .hasToString(
            "10 images published, 8 predictions and 1 dead letters; 9 labels published, 7 counted");
  }
}
