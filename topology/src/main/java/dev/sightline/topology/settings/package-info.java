/**
 * What a worker can be told.
 *
 * <p>Input: properties, of a file, the command line or an embedding program. Output: {@link
 * dev.sightline.topology.settings.WorkerConfig}, read into the settings of each part, and the
 * configurations of Kafka Streams and its clients. Failure path: one {@link
 * org.apache.kafka.common.config.ConfigException} that lists every fault by its key, before
 * anything is opened.
 */
package dev.sightline.topology.settings;
