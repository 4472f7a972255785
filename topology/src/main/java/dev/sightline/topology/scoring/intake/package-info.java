/**
 * How much work a stream thread takes in between two commits.
 *
 * <p>All tasks of a thread share one transaction, and Kafka Streams commits only when it has worked
 * off all that a poll gave it. So the bound lies at the poll. Input: the records that Kafka's
 * consumer gives, what their headers say that they will cost, and what earlier ones did cost.
 * Output: as many of them as are done in a stated time; the rest stays in Kafka and comes with a
 * later poll. Failure path: a record whose cost can't be told counts as a cheap one, and becomes a
 * dead letter further on.
 */
package dev.sightline.topology.scoring.intake;
