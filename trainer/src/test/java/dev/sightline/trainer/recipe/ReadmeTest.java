package dev.sightline.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  @Test
  void saysOfEveryKeyWhatTheRecipesSetItToAndWhatItMeans() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    assertThat(RecipeKeys.all()).allSatisfy(key -> assertThat(readme).contains(row(key)));
  }

  private static String row(String key) {
    return RecipeReader.NAMES.stream()
        .map(name -> " `" + RecipeReader.read(name, Map.of()).settings().get(key) + "` |")
        .collect(Collectors.joining("", "| `" + key + "` |", " " + RecipeKeys.meaning(key) + " |"));
  }
}
