package dev.sightline.trainer.training;

/**
 * What a session gives for one step.
 *
 * @param loss the batch's mean
 * @param correct images that were right before the step
 * @param sessionNanos how long the session took
 */
record StepResult(double loss, int correct, long sessionNanos) {}
