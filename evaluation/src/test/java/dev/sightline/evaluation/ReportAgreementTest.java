package dev.sightline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sightline.evaluation.confusion.Averaging;
import dev.sightline.evaluation.confusion.ClassificationReport;
import dev.sightline.evaluation.confusion.ClassificationReportText;
import dev.sightline.evaluation.confusion.ConfusionMatrix;
import dev.sightline.evaluation.confusion.ConfusionMatrixText;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports and matrices are scikit-learn's, to the last character and the last bit. */
public class ReportAgreementTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theTextsAreTheSame(String title, JsonNode said) {
    ConfusionMatrix matrix = matrix(said);
    assertThat(ConfusionMatrixText.numpy(matrix)).isEqualTo(said.required("matrix").asText());
    assertThat(text(matrix, Averaging.ALL_CLASSES, said)).isEqualTo(text(said.required("all")));
    assertThat(text(matrix, Averaging.PRESENT_CLASSES, said)).isEqualTo(text(present(said)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("casesWithNumbers")
  void theNumbersAreTheSameToTheLastBit(String title, JsonNode said) {
    ConfusionMatrix matrix = matrix(said);
    assertSame(matrix, Averaging.ALL_CLASSES, said.required("all").required("dict"));
    assertSame(matrix, Averaging.PRESENT_CLASSES, present(said).required("dict"));
  }

  private static void assertSame(ConfusionMatrix matrix, Averaging averaging, JsonNode expected) {
    JsonNode found = Said.json(ClassificationReport.of(matrix, averaging).asMap());
    assertThat(found).isEqualTo(expected);
    assertThat(found.fieldNames()).toIterable().containsExactlyElementsOf(expected::fieldNames);
  }

  private static String text(ConfusionMatrix matrix, Averaging averaging, JsonNode said) {
    return ClassificationReportText.of(
        ClassificationReport.of(matrix, averaging), said.required("digits").asInt());
  }

  private static String text(JsonNode report) {
    return report.required("text").asText();
  }

  /** What was said without labels; it was kept only where it differs. */
  private static JsonNode present(JsonNode said) {
    return said.has("present") ? said.get("present") : said.required("all");
  }

  private static ConfusionMatrix matrix(JsonNode said) {
    List<String> names = Said.strings(said.required("names"));
    if (said.has("counts")) {
      return new ConfusionMatrix(names, Said.longs(said.get("counts")));
    }
    int[] actual = Said.ints(said.required("y_true"));
    int[] predicted = Said.ints(said.required("y_pred"));
    ConfusionMatrix matrix = new ConfusionMatrix(names);
    for (int i = 0; i < actual.length; i++) {
      matrix.add(actual[i], predicted[i]);
    }
    return matrix;
  }

  static Stream<Arguments> cases() {
    return Stream.concat(casesWithNumbers(), arguments("random-reports.json"));
  }

  static Stream<Arguments> casesWithNumbers() {
    return arguments("reports.json");
  }

  private static Stream<Arguments> arguments(String file) {
    return Said.cases(file).stream()
        .map(said -> Arguments.of(said.required("title").asText(), said));
  }
}
