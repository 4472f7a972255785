/**
 * From a micro-batch to its predictions.
 *
 * <p>Input: the records of one micro-batch, and the champion. Output: one {@link
 * dev.sightline.topology.score.Outcome} for each record, in the same order: a prediction, or a dead
 * letter with its reason. A failing model or an unreachable registry throws: the transaction is
 * aborted and the records come again.
 */
package dev.sightline.topology.score;
