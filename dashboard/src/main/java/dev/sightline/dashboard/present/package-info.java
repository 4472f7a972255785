/**
 * The present state of a pipeline as its topics tell it, in bounded memory: windows, predictions
 * with their truths, versions, releases, workers, dead letters, rates. Each part takes records and
 * gives immutable snapshots; any thread may ask.
 *
 * <p>Input: records of the topics. Output: snapshots, and {@code Changes} that say which part has
 * changed since when. Failure path: a record that says what can't be is refused with an {@code
 * UnfitRecordException}; what exceeds a bound pushes out the oldest of its kind.
 */
package dev.sightline.dashboard.present;
