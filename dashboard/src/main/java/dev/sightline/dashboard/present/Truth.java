package dev.sightline.dashboard.present;

/**
 * The actual class of an image.
 *
 * @param labelledAtMs of two the later one holds
 * @param origin who says so; null when nobody does
 */
public record Truth(String label, long labelledAtMs, String origin) {}
