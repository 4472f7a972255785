package dev.sightline.trainer.recipe;

import dev.sightline.evaluation.text.Counted;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.batch.LastBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A recipe whose validation split and batch fit a data set: recipes are written for tens of
 * thousands of images, and people try them on sixty. The same recipe where they fit already.
 *
 * @param notes what was changed and why, a line for each setting
 */
public record FittedRecipe(Recipe recipe, List<String> notes) {
  /** At most one training image in so many is set aside for validation. */
  private static final int ONE_IN = 5;

  /** An epoch of fewer steps than this takes smaller batches instead, down to the smallest. */
  private static final int STEPS = 8;

  private static final int SMALLEST_BATCH = 16;

  /**
   * Fits a recipe to a data set that has no validation split yet.
   *
   * @throws DataSetException when the data set has a single class, which there is nothing to tell
   *     from
   */
  public static FittedRecipe of(Recipe recipe, DataSet data) {
    int classes = data.classes().size();
    if (classes < 2) {
      throw new DataSetException(
          "%s: there is one class, %s: a classifier needs two or more to tell apart"
              .formatted(data.name(), String.join("", data.classes())));
    }
    int images = data.training().size();
    int validation = validation(recipe.validationImages(), images, classes);
    int left = left(recipe, images - validation);
    int batch = batch(recipe, left);
    Map<String, String> replaced = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    if (validation != recipe.validationImages()) {
      replaced.put(RecipeKeys.VALIDATION_IMAGES, Integer.toString(validation));
      notes.add(
          "%s=%d instead of %d: there %s of %d classes"
              .formatted(
                  RecipeKeys.VALIDATION_IMAGES,
                  validation,
                  recipe.validationImages(),
                  (images == 1 ? "is " : "are ") + Counted.of(images, "training image"),
                  classes));
    }
    if (batch != recipe.training().batchSize()) {
      replaced.put(RecipeKeys.BATCH_SIZE, Integer.toString(batch));
      notes.add(
          "%s=%d instead of %d: %s %s an epoch"
              .formatted(
                  RecipeKeys.BATCH_SIZE,
                  batch,
                  recipe.training().batchSize(),
                  Counted.of(left, "image")
                      + (left == 1
                          ? " is left to train on, and makes"
                          : " are left to train on, and make"),
                  Counted.of(steps(recipe, left, batch), "step")));
    }
    return new FittedRecipe(
        replaced.isEmpty() ? recipe : RecipeReader.replaced(recipe, replaced), notes);
  }

  /** At least one of each class, and no more than a share of all where that allows it. */
  private static int validation(int asked, int images, int classes) {
    return asked == 0 ? 0 : Math.max(classes, Math.min(asked, images / ONE_IN));
  }

  private static int left(Recipe recipe, int images) {
    int asked = recipe.trainingImages();
    return asked == 0 ? images : Math.min(asked, images);
  }

  private static int batch(Recipe recipe, int images) {
    int asked = recipe.training().batchSize();
    if (images / asked >= STEPS || images < 1) {
      return asked;
    }
    int smaller = Math.max(SMALLEST_BATCH, Integer.highestOneBit(Math.max(1, images / STEPS)));
    return Math.min(asked, Math.min(smaller, images));
  }

  private static int steps(Recipe recipe, int images, int batch) {
    return recipe.lastBatch() == LastBatch.DROP ? images / batch : (images - 1) / batch + 1;
  }
}
