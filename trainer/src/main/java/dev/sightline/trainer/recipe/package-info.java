/**
 * How models are made, as files of settings.
 *
 * <p>Input: a name or a file in Java's properties format, and settings that replace its own.
 * Output: a {@link dev.sightline.trainer.recipe.Recipe}, from which network, augmentation and
 * training follow, and whose every setting goes into the manifest of the model it made. Failure:
 * one {@link dev.sightline.trainer.recipe.RecipeException} that lists all that is wrong.
 */
package dev.sightline.trainer.recipe;
