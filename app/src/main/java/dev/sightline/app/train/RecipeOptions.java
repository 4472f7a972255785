package dev.sightline.app.train;

import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.RecipeException;
import dev.sightline.trainer.recipe.RecipeKeys;
import dev.sightline.trainer.recipe.RecipeReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that choose a recipe and replace settings of it. */
final class RecipeOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--recipe",
      paramLabel = "NAME|FILE",
      defaultValue = "fast",
      description =
          "fast, tutorial, tiny, or a file of settings such as a run leaves in recipe.properties"
              + " (default: fast).")
  private String recipe;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Replace a setting of the recipe; may be given several times.")
  private Map<String, String> replaced = new LinkedHashMap<>();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Number of passes over the training images (default: as the recipe says).")
  private Integer epochs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of initial weights, dropout, augmentation, splits and orders"
              + " (default: as the recipe says).")
  private Long seed;

  /**
   * The recipe with what is replaced in it.
   *
   * @throws ParameterException naming all its faults
   */
  Recipe read() {
    Map<String, String> settings = new LinkedHashMap<>(replaced);
    Optional.ofNullable(epochs).ifPresent(n -> settings.put(RecipeKeys.EPOCHS, n.toString()));
    Optional.ofNullable(seed).ifPresent(n -> settings.put(RecipeKeys.SEED, n.toString()));
    try {
      return RecipeReader.read(recipe, settings);
    } catch (RecipeException faults) {
      throw new ParameterException(command.commandLine(), faults.getMessage(), faults);
    }
  }
}
