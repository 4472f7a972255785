/**
 * What images look like in a few numbers, and how many look how: the monitor's eye for cameras that
 * have gone dark, blurred or red, and for senders that have changed the size.
 *
 * <p>Input: the pixels that a model is given, and the size in which the image came. Output: {@link
 * dev.sightline.schemas.ImageStatistics}, the same to the bit wherever they are computed, and their
 * {@link dev.sightline.images.statistics.ImageHistograms}, whose sums are exact in any order.
 * Failure path: statistics of a stranger that can't be are counted as outside; a bin or a statistic
 * that does not exist throws {@code IllegalArgumentException}.
 *
 * <p>They are of the pixels after resizing, as these are at hand, cost the same for any image and
 * are what the model sees. So they can be compared within a model version, and between versions of
 * one input size: the sharpness of a photograph at 32×32 is not that at 224×224.
 */
package dev.sightline.images.statistics;
