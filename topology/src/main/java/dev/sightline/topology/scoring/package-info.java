/**
 * From images to predictions, in micro-batches.
 *
 * <p>Input: records of the images topic, and the champion. Output: for each record, in order, one
 * {@link dev.sightline.topology.scoring.Outcome}: a prediction, or a dead letter with its reason,
 * forwarded when the batch is full, has lingered, or a commit is due. Nothing outlives a commit, so
 * exactly-once holds for batches as it does for records. Failure path: what can't be scored, or
 * written as it is, becomes a dead letter that can be written; a failing model or an unreachable
 * registry throws: the transaction is aborted and the records come again.
 */
package dev.sightline.topology.scoring;
