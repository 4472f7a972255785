package dev.sightline.trainer.report;

import dev.sightline.trainer.evaluation.ScoredImages;

/**
 * The same images with probabilities that were made to fit.
 *
 * @param method what was done, for people, such as {@code temperature 1.43}
 * @param scored the held-out images, in the order of the uncalibrated ones
 */
public record Calibrated(String method, ScoredImages scored) {}
