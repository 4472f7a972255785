/**
 * What the bytes of an image mean in pixels: the part of the contract that a schema cannot state. A
 * network sees the world through its decoder and resizer, so trainer and worker use this one, and
 * what a model was trained on is what it is served, to the bit.
 *
 * <p>Input: a PNG, JPEG, BMP or GIF file of any size or raw RGB pixels, in an {@link
 * dev.sightline.schemas.ImageEvent} or on their own. Output: height x width x 3 bytes, row by row,
 * red first, 0 to 255, written into the caller's array, and a {@link dev.sightline.images.Decoded}.
 * Failure path: a {@link dev.sightline.images.Rejected} with its reason, for the dead letters or
 * the list of what training left out; no image, however hostile, throws.
 *
 * <p>The header comes first: format, dimensions and the structure that bounds the work are read
 * from the bytes themselves before a pixel is allocated, and tell beforehand how long the image
 * will take ({@link dev.sightline.images.DecodeEstimate}). What passes is read by the JDK's own
 * ImageIO readers, which see the parts of the file that make pixels and nothing else ({@link
 * dev.sightline.images.Excerpt}), in strips when it is large, and reduced to the model's size row
 * by row.
 */
package dev.sightline.images;
