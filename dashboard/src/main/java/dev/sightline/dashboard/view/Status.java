package dev.sightline.dashboard.view;

import dev.sightline.dashboard.feed.FeedState;
import dev.sightline.dashboard.lag.BrokerState;
import java.util.List;

/**
 * How the dashboard itself gets on.
 *
 * @param startedAtMs when it was started
 * @param caughtUp whether all that the topics held then has been read
 * @param broker whether it answers
 * @param feeds the reading of each topic
 * @param labelling whether labels may be written
 * @param images whether images are shown
 */
public record Status(
    long startedAtMs,
    boolean caughtUp,
    BrokerState broker,
    List<FeedState> feeds,
    boolean labelling,
    boolean images) {}
