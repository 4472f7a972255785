/**
 * What a report shows as pictures: curves, grids of images, heat map, reliability diagram.
 *
 * <p>Input: a {@link dev.sightline.trainer.report.TrainingRun}. Output: PNG images. Failure path:
 * none; text that is too long is shortened.
 */
package dev.sightline.trainer.report.pictures;
