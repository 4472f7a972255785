package dev.sightline.topology.scoring.intake;

/**
 * What a record is expected to cost its stream thread.
 *
 * @param decodeNanos of its decoding, as its header tells it for a machine like the one of
 *     RATIONALE.md
 * @param otherNanos of all else: the model's run, or a question to the registry
 */
record Cost(long decodeNanos, long otherNanos) {}
