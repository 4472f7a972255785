/**
 * A training as people see it go on: a progress bar on a terminal, lines elsewhere.
 *
 * <p>Input: the steps and epochs of a training, by a listener on its thread. Output: text. Failure
 * path: none; what cannot be shown is not shown.
 */
package dev.sightline.trainer.progress;
