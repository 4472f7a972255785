/**
 * An accuracy without labels: what the confidences say that it should be.
 *
 * <p>Input: calibrated confidences, or a histogram of raw ones and what each is worth. Output: the
 * accuracy that they estimate, with its sampling band and the error of the histogram. Failure path:
 * an estimate of no images is empty.
 *
 * <p>It sees a change of the images that the model is unsure of. It does not see that what the
 * images mean has changed, nor a model that is wrong with confidence.
 */
package dev.sightline.evaluation.drift.estimate;
