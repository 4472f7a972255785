/**
 * What each part of the pipeline may do at brokers that ask for rights: the one place that says so,
 * for the command that grants them, for whoever looks before it begins, and for messages.
 *
 * <p>Input: a part, and the names that its settings give. Output: {@code Right}s; which of them a
 * cluster doesn't grant. Failure path: what a broker won't tell counts as granted, and shows when
 * it is used, in words that name the right and the way to get it.
 */
package dev.sightline.schemas.rights;
