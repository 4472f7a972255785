/**
 * What the Kafka Streams applications of a worker stand on: their clients, and what these tell of
 * health.
 *
 * <p>Input: the consumers' polls and heartbeats, the failures of stream threads, the registry's
 * answers. Output: clients that keep back what can't be read yet, and in a line what is missing
 * since when. Failure path: nothing here fails for good; a broker, a partition's leader or a
 * registry that is away is waited for, and said.
 */
package dev.sightline.topology.streams;
