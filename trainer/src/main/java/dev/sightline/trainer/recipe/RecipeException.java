package dev.sightline.trainer.recipe;

/** A recipe that can't be read or contradicts itself; the message names it and what is wrong. */
public final class RecipeException extends RuntimeException {
  RecipeException(String message) {
    super(message);
  }

  RecipeException(String message, Throwable cause) {
    super(message, cause);
  }
}
