package dev.sightline.evaluation.drift.sequential;

import java.util.OptionalDouble;

/**
 * Why an alarm was raised or cleared.
 *
 * @param quantity the one that moved, or is back, from 0 on
 * @param isLow whether it lies below its range, and not above; false where it is back
 * @param value its mean over the sample; empty when the sample has no observation of it
 * @param observations in the sample, of all quantities
 * @param sinceMs when the sample begins: for an alarm, about when the mean left its range
 * @param evidence at that look; 0 where an alarm was cleared
 */
public record Finding(
    int quantity,
    boolean isLow,
    OptionalDouble value,
    long observations,
    long sinceMs,
    double evidence) {}
