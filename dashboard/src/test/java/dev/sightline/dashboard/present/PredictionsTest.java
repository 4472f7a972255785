package dev.sightline.dashboard.present;

import static dev.sightline.dashboard.Samples.NOON;
import static dev.sightline.dashboard.Samples.prediction;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.dashboard.feed.UnfitRecordException;
import dev.sightline.schemas.Label;
import dev.sightline.schemas.Prediction;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionsTest {
  private final Predictions predictions = new Predictions(new Changes());

  private void predict(String id, String label) {
    predictions.add(prediction(id, label, 0.9f), NOON.toEpochMilli(), 0);
  }

  private void label(String id, String label, int second) {
    predictions.add(new Label(id, label, NOON.plusSeconds(second), "somebody"));
  }

  @Test
  void aLabelMeetsItsPredictionWhicheverComesFirst() {
    label("early", "dog", 0);
    predict("early", "cat");
    predict("late", "cat");
    label("late", "cat", 0);

    assertThat(predictions.find("early")).get().matches(SeenPrediction::isMistake);
    assertThat(predictions.find("late")).get().matches(seen -> !seen.isMistake());
  }

  @Test
  void ofTwoLabelsTheLaterHolds() {
    predict("image", "cat");
    label("image", "cat", 10);
    label("image", "dog", 5);

    assertThat(predictions.find("image").orElseThrow().truth().label()).isEqualTo("cat");

    label("image", "dog", 20);

    assertThat(predictions.latestMistakes(seen -> true, 10))
        .extracting(SeenPrediction::id)
        .containsExactly("image");

    label("image", "cat", 30);

    assertThat(predictions.latestMistakes(seen -> true, 10)).isEmpty();
  }

  @Test
  void theLatestComeFirst() {
    predict("one", "cat");
    predict("two", "cat");
    predict("three", "cat");

    assertThat(predictions.latest(seen -> true, 2))
        .extracting(SeenPrediction::id)
        .containsExactly("three", "two");
  }

  @Test
  void mistakesAreRememberedForLongerThanTheRest() {
    predict("wrong", "cat");
    label("wrong", "dog", 0);
    for (int i = 0; i < Predictions.MOST; i++) {
      predict("image-" + i, "cat");
    }

    assertThat(predictions.latest(seen -> true, Integer.MAX_VALUE)).hasSize(Predictions.MOST);
    assertThat(predictions.find("wrong")).isPresent();
    assertThat(predictions.find("image-0")).isPresent();
    predict("one more", "cat");
    assertThat(predictions.find("image-0")).isEmpty();
  }

  @Test
  void onlyTheLikeliestClassesAreKept() {
    List<Float> many = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      many.add(i == 77 ? Float.NaN : 1f / (i + 1));
    }
    Prediction wide = prediction("image", "cat", 0.9f);
    wide.setProbabilities(many);

    SeenPrediction seen = predictions.add(wide, 0, 0);

    assertThat(seen.likeliest())
        .extracting(SeenPrediction.Likely::index)
        .containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void anIdWithoutEndIsRefused() {
    assertThatThrownBy(() -> predict("x".repeat(Texts.MAX_NAME + 1), "cat"))
        .isInstanceOf(UnfitRecordException.class)
        .hasMessage("id: expected at most 512 characters, found 513");
  }
}
