package dev.sightline.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelVersionTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", ".", "..", "a/b", "a b", "ä", "a\n"})
  void aNameThatIsNoneIsRejected(String name) {
    assertThatThrownBy(() -> new ModelVersion(name, 1))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("model name '" + name + "'");
  }

  @Test
  void versionsStartAtOne() {
    assertThatThrownBy(() -> new ModelVersion("cats", 0))
        .isInstanceOf(ModelRejectedException.class)
        .hasMessageContaining("got 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cats/1/manifest", "a.b-c_D9/12/0", "cats/3/41"})
  void aKeyIsReadAsItIsWritten(String key) {
    assertThat(ModelKey.parse(key)).map(ModelKey::toString).contains(key);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"cats", "cats/0/manifest", "cats/01/0", "../1/0", "cats/1/x", "cats/9999999999/0"})
  void anotherFormIsNoKey(String key) {
    assertThat(ModelKey.parse(key)).isEmpty();
  }
}
