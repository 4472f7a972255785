package dev.sightline.models.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sightline.models.ModelRejectedException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat",
        "Great Dane, n.",
        "über",
        "猫",
        "👩‍🔬",
        "0",
        "a/b",
        "می‌خواهم",
        "other",
        "(others)"
      })
  void whatPeopleCallThingsIsAName(String name) {
    assertThat(new Labels(List.of(name)).names()).containsExactly(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "''|label 1 is empty",
        "' '|label 1 is empty",
        "\u00A0|label 1 is empty",
        " dog|label 1 begins or ends with a space",
        "dog\u00A0|label 1 begins or ends with a space",
        "\uFEFFdog|label 1 has a character that nobody can type or read, U+FEFF: \\uFEFFdog",
        "d\tog|label 1 has a character that nobody can type or read, U+0009",
        "d\u2028og|U+2028",
        "d\uFFFDg|U+FFFD",
        "d\uD800g|U+D800",
        "(other)|label 1 is '(other)', a name that the metrics use for themselves",
        "(other predicted)|a name that the metrics use for themselves",
      })
  void whatIsNoNameIsRejectedWithItsPlace(String name, String message) {
    assertThatThrownBy(() -> new Labels(List.of("cat", name)))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aNameHasAtMost256Characters() {
    assertThatCode(() -> new Labels(List.of("a".repeat(256)))).doesNotThrowAnyException();
    assertThatThrownBy(() -> new Labels(List.of("a".repeat(257))))
        .hasMessage("labels: label 0 has 257 characters, at most 256 are possible");
  }

  @Test
  void aClassThatIsNamedTwiceIsRejectedWithBothPlaces() {
    assertThatThrownBy(() -> new Labels(List.of("cat", "dog", "cat")))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessage("labels: label 0 and label 2 both name the class cat");
  }

  @Test
  void thereAreAtLeastOneAndAtMostTenThousand() {
    assertThatCode(() -> new Labels(numbered(10_000))).doesNotThrowAnyException();
    assertThatThrownBy(() -> new Labels(numbered(10_001)))
        .hasMessage("labels: expected 1 to 10000 classes, found 10001");
    assertThatThrownBy(() -> new Labels(List.of()))
        .hasMessage("labels: expected 1 to 10000 classes, found 0");
  }

  @Test
  void ofManyFaultsTheFirstAreToldAndTheOthersCounted() {
    assertThatThrownBy(() -> new Labels(List.of("a", "a", "a", "a", "a", "a", "a", "a")))
        .hasMessageEndingWith("label 0 and label 5 both name the class a; and 2 more");
  }

  private static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(Integer::toString).toList();
  }
}
