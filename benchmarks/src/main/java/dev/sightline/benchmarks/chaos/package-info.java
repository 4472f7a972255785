/**
 * The pipeline under faults, many at once, and the books that must balance after it.
 *
 * <p>Input: a seed, from which all faults follow ({@link FaultPlan}), and images. Output: a
 * timeline of what was done and what was seen, and the {@link Balance} of images, outcomes and
 * windows once the faults are over. Failure: a run whose books don't balance prints what is missing
 * or twice, and ends with exit code 1.
 */
package dev.sightline.benchmarks.chaos;
