/**
 * The subcommand {@code topics}, and what other commands ask of a cluster's topics.
 *
 * <p>Input: the catalogue and a cluster. Output: the topics that were missing. Failure path:
 * numbers of partitions that don't fit together create nothing; a topic that a command can't do
 * without is named, with the way to create it.
 */
package dev.sightline.app.topics;
