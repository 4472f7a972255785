package dev.sightline.app.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sightline.models.ModelVersion;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultModelNameTest {
  @ParameterizedTest
  @CsvSource({
    "shapes, shapes",
    "My Pictures (2), My-Pictures-2",
    "Vögel & Käfer, Vogel-Kafer",
    "..., model",
    "写真, model",
    "cifar10-jpeg, cifar10-jpeg",
  })
  void aDataSetsNameIsMadeFitForAModel(String dataSet, String name) {
    assertThat(DefaultModelName.ofDataSet(dataSet)).isEqualTo(name);
    assertThat(ModelVersion.isPossible(name, 1)).isTrue();
  }

  @Test
  void cifar10KeepsTheNameThatWorkersFollowByDefault() {
    assertThat(DefaultModelName.ofDataSet("cifar-10")).isEqualTo("cifar10");
  }

  @Test
  void aFolderOfAVersionIsNamedAfterItsModel() {
    assertThat(DefaultModelName.ofFolder(Path.of("models", "weather", "12"))).isEqualTo("weather");
    assertThat(DefaultModelName.ofFolder(Path.of("exported", "."))).isEqualTo("exported");
    assertThat(DefaultModelName.ofFolder(Path.of("/"))).isEqualTo("model");
  }
}
