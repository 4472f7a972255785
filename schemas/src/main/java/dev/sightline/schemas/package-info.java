/**
 * The contracts: the Avro records, and every topic in one catalogue.
 *
 * <p>Input and output: none; records are generated from {@code src/main/avro}, {@link
 * dev.sightline.schemas.Topics} names the topics that carry them. Failure path: none here; a schema
 * changes only so that old and new readers and writers go on.
 */
package dev.sightline.schemas;
