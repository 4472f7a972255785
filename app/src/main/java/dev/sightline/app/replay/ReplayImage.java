package dev.sightline.app.replay;

/**
 * An image to publish and what it shows.
 *
 * @param name where it comes from, for the event's source
 * @param label its actual class
 * @param content the encoded file
 */
public record ReplayImage(String name, String label, byte[] content) {}
