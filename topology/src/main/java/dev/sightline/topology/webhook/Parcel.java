package dev.sightline.topology.webhook;

import org.apache.kafka.common.TopicPartition;

/**
 * An alert on its way to the receiver, and where it stands in the topic. Immutable.
 *
 * @param id tells it from all others, and is the same whenever it is posted
 */
record Parcel(TopicPartition partition, long offset, String id, String body) {}
