/**
 * Avro records in the Confluent wire format: 0, the four-byte schema id, Avro binary.
 *
 * <p>In: records of one type, or the bytes of a topic. Out: the bytes that any Confluent client
 * reads, or records. Bytes that are no record of the type are an {@link
 * dev.sightline.schemas.serde.UnreadableRecordException}, whatever is wrong with them; a registry
 * that gives no answer is a {@link dev.sightline.schemas.registry.SchemaRegistryException}.
 */
package dev.sightline.schemas.serde;
