/**
 * Reading topics as they go on, for people and for other programs: a {@code Follower} reads, a
 * {@code RecordView} shows what comes; the {@code RecordPrinter} is one that prints a text a
 * record, which a {@code Rendering} makes.
 *
 * <p>Input: a topic. Output: a text a record. Failure path: values that can't be read are reported
 * and passed over; that no broker answers is told, and waited for.
 */
package dev.sightline.app.follow;
