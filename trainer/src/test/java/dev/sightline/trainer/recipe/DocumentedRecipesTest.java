package dev.sightline.trainer.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.junit.jupiter.api.Test;

/** The table of docs/training.md. */
class DocumentedRecipesTest {
  @Test
  void saysOfEveryKeyWhatTheRecipesSetItToAndWhatItMeans() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "training.md"));
    assertThat(RecipeKeys.all()).allSatisfy(key -> assertThat(page).contains(row(key)));
  }

  /**
   * The valid values of a key, for instance {@code [ADAM, NESTEROV, MUON]}, end its validator's
   * text.
   */
  @Test
  void saysWhatEveryChoiceOfAKeyIs() {
    assertThat(RecipeKeys.DEFINITION.configKeys().values())
        .filteredOn(key -> key.validator instanceof CaseInsensitiveValidString)
        .isNotEmpty()
        .allSatisfy(
            key -> {
              String valid = key.validator.toString();
              String choices = valid.substring(valid.indexOf('[') + 1, valid.indexOf(']'));
              assertThat(key.documentation).contains(choices.toLowerCase(Locale.ROOT).split(", "));
            });
  }

  private static String row(String key) {
    return RecipeReader.NAMES.stream()
        .map(name -> " `" + RecipeReader.read(name, Map.of()).settings().get(key) + "` |")
        .collect(Collectors.joining("", "| `" + key + "` |", " " + RecipeKeys.meaning(key) + " |"));
  }
}
