package dev.sightline.images;

/**
 * What was to be an image and is none that this pipeline reads.
 *
 * @param reason the kind of failure: few values, fit for a metric's tag
 * @param message one line: the format, the dimensions where known, what was expected and found
 */
public record Rejected(RejectionReason reason, String message) implements Decoding {}
