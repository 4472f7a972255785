package dev.sightline.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of docs/training.md. */
class DocumentedRecipesTest {
  @Test
  void saysOfEveryKeyWhatTheRecipesSetItToAndWhatItMeans() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "training.md"));
    assertThat(RecipeKeys.all()).allSatisfy(key -> assertThat(page).contains(row(key)));
  }

  private static String row(String key) {
    return RecipeReader.NAMES.stream()
        .map(name -> " `" + RecipeReader.read(name, Map.of()).settings().get(key) + "` |")
        .collect(Collectors.joining("", "| `" + key + "` |", " " + RecipeKeys.meaning(key) + " |"));
  }
}
