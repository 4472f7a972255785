/**
 * The first stage of the topology: the bytes of an image event become the model's input pixels.
 *
 * <p>Input: an {@link dev.sightline.schemas.ImageEvent}, with a PNG, JPEG, BMP or GIF file of any
 * size or raw RGB pixels. Output: height x width x 3 bytes, row by row, red first, 0 to 255,
 * written into the caller's array, and a {@link dev.sightline.topology.decode.Decoded}. Failure
 * path: a {@link dev.sightline.topology.decode.Rejected} with its reason, for the dead letters; no
 * event, however hostile, throws.
 *
 * <p>The header comes first: format, dimensions and the structure that bounds the work are read
 * from the bytes themselves before a pixel is allocated. What passes is read by the JDK's own
 * ImageIO readers, in strips when it is large, and reduced to the model's size row by row.
 */
package dev.sightline.topology.decode;
