/**
 * What tasks do around a commit of Kafka Streams.
 *
 * <p>Input: the counts and batches of one task. Output: records forwarded before the commit, meters
 * raised after it. Failure path: what throws before a commit ends the stream thread and the
 * transaction with it; the records come again.
 */
package dev.sightline.topology.commit;
