package dev.sightline.topology.decode;

/**
 * An image whose pixels were written.
 *
 * @param format what the event held
 * @param width width of the event's image in pixels, before resizing
 * @param height height of the event's image in pixels, before resizing
 */
public record Decoded(ImageFormat format, int width, int height) implements Decoding {}
