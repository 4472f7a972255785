/**
 * Why TLS fails with a server, a broker or a registry.
 *
 * <p>Input: what a client of the JDK or of Kafka threw. Output: a {@link
 * dev.sightline.schemas.tls.TlsFault}, of which each client says which of its settings to look at.
 * Failure path: what is none of the known faults is none, and said in the JDK's own words.
 */
package dev.sightline.schemas.tls;
