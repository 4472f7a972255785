package dev.sightline.trainer.data;

/**
 * An image as an encoded file, with its class.
 *
 * @param name unique within its source, {@code test/<class>/<file>}
 * @param label the name of its class
 * @param content the bytes of the file: PNG, JPEG, BMP or GIF
 */
public record EncodedExample(String name, String label, byte[] content) {}
