/**
 * The subcommand {@code train}: {@code TrainCommand} reads the options, {@code Training} runs what
 * they ask for.
 *
 * <p>Input: a {@code TrainingRequest}. Output: a model on the topics or in a folder, with {@code
 * TrainingFiles} while it is trained and {@code ResultFiles} at the end. Failure path: what can't
 * be is refused before the data is read; an interrupt leaves a checkpoint; a model that could not
 * be published is kept, and the user told how to publish it.
 */
package dev.sightline.app.train;
