/**
 * The options of commands that take a SavedModel.
 *
 * <p>Input: the command line. Output: a model that can be asked, or hints to read one by. Failure
 * path: a model that cannot be used is a picocli {@code ParameterException} with the reason.
 */
package dev.sightline.app.savedmodel;
