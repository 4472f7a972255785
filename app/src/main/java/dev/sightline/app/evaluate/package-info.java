/**
 * How good a model on disk is on a data set.
 *
 * <p>Input: a {@link dev.sightline.inference.DescribedModel} and a data set. Output: an {@link
 * dev.sightline.app.evaluate.Evaluation}, as text, as JSON, as a folder of files. Failure path:
 * classes of the data set that are not the model's throw {@code DataSetException}.
 */
package dev.sightline.app.evaluate;
