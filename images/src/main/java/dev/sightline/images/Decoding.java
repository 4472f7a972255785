package dev.sightline.images;

/** What became of one image: its pixels are in the caller's array, or it was rejected. */
public sealed interface Decoding permits Decoded, Rejected {}
