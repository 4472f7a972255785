/**
 * Reading topics as they go on, for people and for other programs: a {@code Follower} reads, a
 * {@code Rendering} turns records into text, a {@code RecordPrinter} prints it.
 *
 * <p>Input: a topic. Output: a text a record. Failure path: values that can't be read are reported
 * and passed over.
 */
package dev.sightline.app.follow;
