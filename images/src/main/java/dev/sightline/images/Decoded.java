package dev.sightline.images;

/**
 * An image whose pixels were written.
 *
 * @param format what its bytes were
 * @param width width of the image in pixels, before resizing
 * @param height height of the image in pixels, before resizing
 */
public record Decoded(ImageFormat format, int width, int height) implements Decoding {}
