/**
 * Avro records in the Confluent wire format: 0, the four-byte schema id, Avro binary.
 *
 * <p>Input: records of one type, or the bytes of a topic. Output: the bytes that any Confluent
 * client reads, or records. Failure path: bytes that are no record of the type are an {@link
 * dev.sightline.schemas.serde.UnreadableRecordException}, whatever is wrong with them; a registry
 * that gives no answer is a {@link dev.sightline.schemas.registry.SchemaRegistryException}.
 */
package dev.sightline.schemas.serde;
