/**
 * A training as people look at it: pictures, a page, texts.
 *
 * <p>Input: a {@link dev.sightline.trainer.report.TrainingRun}, facts and scored images. Output, by
 * {@link dev.sightline.trainer.report.page.RunReport}: PNG files, one HTML page that has everything
 * in it, text and JSON in scikit-learn's layout. Failure: a folder that can't be written throws and
 * keeps what it had; a Java without fonts throws before anything is drawn.
 */
package dev.sightline.trainer.report;
