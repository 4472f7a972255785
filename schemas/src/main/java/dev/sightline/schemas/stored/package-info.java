/**
 * Avro records as state stores and their changelogs hold them: Avro's single-object encoding, which
 * is C3 01, the eight-byte fingerprint of the writer's schema, and the record as Avro binary.
 *
 * <p>Input: records, or bytes that this or an earlier version stored; the schemas of all of them
 * are kept among the resources of this package, numbered, and are never changed or removed. Output:
 * bytes, or records of today's schema. Failure path: bytes of a schema that is not kept, and
 * damaged ones, are an {@link dev.sightline.schemas.stored.UnreadableStateException}.
 */
package dev.sightline.schemas.stored;
