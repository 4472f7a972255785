package dev.sightline.app.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PointInTimeTest {
  private final PointInTime reader =
      new PointInTime(InstantSource.fixed(Instant.parse("2026-02-01T10:00:00Z")));

  @ParameterizedTest
  @CsvSource({
    "2026-01-31, 2026-01-31T00:00:00Z",
    "2026-01-31T12:30:00, 2026-01-31T12:30:00Z",
    "2026-01-31 12:30, 2026-01-31T12:30:00Z",
    "2026-01-31T12:30:00Z, 2026-01-31T12:30:00Z",
    "2026-01-31T12:30:00+01:00, 2026-01-31T11:30:00Z",
    "2h, 2026-02-01T08:00:00Z"
  })
  void readsWhatPeopleWrite(String text, Instant expected) {
    assertThat(reader.convert(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "2026-13-01", "31.01.2026", "2 weeks"})
  void saysWhatItExpectsInThePlaceOfAnythingElse(String text) {
    assertThatThrownBy(() -> reader.convert(text)).hasMessageContaining("is no time: expected");
  }

  @Test
  void saysOfADurationWhatIsWrongWithIt() {
    assertThatThrownBy(() -> reader.convert("2weeks")).hasMessageContaining("is no duration");
  }
}
