package dev.sightline.topology.decode;

/** What became of one image event: its pixels are in the caller's array, or it was rejected. */
public sealed interface Decoding permits Decoded, Rejected {}
