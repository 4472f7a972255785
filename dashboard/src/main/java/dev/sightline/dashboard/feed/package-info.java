/**
 * The topics as the dashboard reads them: each from a bounded way back, without a consumer group,
 * committed records only, on a thread of its own that outlives whatever befalls it.
 *
 * <p>Input: a topic. Output: its records, in order within a partition, to a {@code Taker}, and a
 * {@code FeedState} that says how far the reading is. Failure path: a record that can't be read, or
 * that the taker refuses, is counted with where it stands and why, and passed over; a broker, a
 * registry or a topic that is away is waited for, said in the state, and no record is lost to it.
 */
package dev.sightline.dashboard.feed;
