/**
 * The report of a run: one HTML page with everything in it, its pictures beside it, texts and JSON
 * in scikit-learn's layout.
 *
 * <p>Input: a {@link dev.sightline.trainer.report.TrainingRun}. Output: files in a folder, never
 * seen half-written. Failure path: a folder that cannot be written throws and keeps what it had; a
 * Java without fonts throws before anything is drawn.
 */
package dev.sightline.trainer.report.page;
