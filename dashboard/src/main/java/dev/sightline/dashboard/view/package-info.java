/**
 * The present state as people and programs see it: the figures of the page and of the REST
 * interface, whose JSON these records are.
 *
 * <p>Input: the present state, and what is asked about. Output: records for JSON: times in
 * milliseconds since 1970 under names that end in Ms, shares and accuracies from 0 to 1, null for
 * what is not known. Failure path: what is not known is null or an empty list; nothing throws.
 */
package dev.sightline.dashboard.view;
