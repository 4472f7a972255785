package dev.sightline.evaluation.confusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.evaluation.ReportAgreementTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What scikit-learn has no say in; the rest is in {@link ReportAgreementTest}. */
class ClassificationReportTextTest {
  private static final ConfusionMatrix EMPTY = new ConfusionMatrix(List.of("cat", "dog"));

  @Test
  void withoutImagesAllNumbersAreZero() {
    assertThat(
            ClassificationReportText.of(ClassificationReport.of(EMPTY, Averaging.ALL_CLASSES), 1))
        .isEqualTo(
            """
                          precision    recall  f1-score   support

                     cat        0.0       0.0       0.0         0
                     dog        0.0       0.0       0.0         0

                accuracy                            0.0         0
               macro avg        0.0       0.0       0.0         0
            weighted avg        0.0       0.0       0.0         0
            """);
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    ConfusionMatrix matrix = new ConfusionMatrix(List.of("\u001b[31mred", "a\nb"));
    assertThat(ClassificationReportText.of(ClassificationReport.of(matrix, Averaging.ALL_CLASSES)))
        .contains("    ?[31mred  ")
        .contains("         a?b  ")
        .hasLineCount(8);
  }

  @Test
  void aNegativeNumberOfDigitsIsRefused() {
    assertThatThrownBy(() -> ClassificationReportText.of(ClassificationReport.of(EMPTY), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected 0 digits or more, found -1");
  }
}
