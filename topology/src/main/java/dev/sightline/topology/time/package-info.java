/**
 * When things happened, as far as that can be.
 *
 * <p>Input: times that publishers wrote. Output: times that are not ahead of the wall clock by more
 * than a bound. Failure path: those that are become the wall clock's, counted and logged.
 */
package dev.sightline.topology.time;
