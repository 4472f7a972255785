/**
 * The subcommands {@code dead-letters list} and {@code dead-letters replay}: what could not be
 * scored, why, what to do about it, and once more to the workers.
 *
 * <p>Input: the committed records of the topic {@code dead-letters}. Output: lines, or JSON lines;
 * of a replay the images on {@code images} and, in the same transactions, a {@linkplain
 * dev.sightline.app.deadletters.ReplayMarker marker} for each on {@code dead-letters}. Failure
 * path: what no worker has written is named and passed over; what can't be replayed is told with
 * its cause; a broker that gives no answer is one clear message, and the command can be run again.
 */
package dev.sightline.app.deadletters;
