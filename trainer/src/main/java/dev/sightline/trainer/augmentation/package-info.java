/**
 * What is done to training images on their way into a batch, so that a network sees each of them in
 * many forms: flipped, moved, with a piece cut out, in other colours.
 *
 * <p>Input: the uint8 RGB pixels of one image and a {@link
 * dev.sightline.trainer.augmentation.Draw}. Output: the same bytes, changed in place. What becomes
 * of an image is a function of seed, epoch and example alone: the same whatever epochs, batches or
 * threads came before.
 *
 * <p>Failure path: none for images; a transform that makes no sense, or does not fit the size of
 * the images, throws {@link java.lang.IllegalArgumentException}.
 */
package dev.sightline.trainer.augmentation;
