package dev.sightline.topology.monitoring.windows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.models.labels.ClassName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What windows call the classes that share a place is no class of any model. */
class ReservedNamesTest {
  @ParameterizedTest
  @ValueSource(strings = {WindowClasses.OTHER, WindowClasses.OTHER_PREDICTED})
  void noModelMayNameAClassSo(String name) {
    assertThat(ClassName.fault(name)).isPresent();
  }
}
