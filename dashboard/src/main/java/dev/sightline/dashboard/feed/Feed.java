package dev.sightline.dashboard.feed;

/** The reading of one topic, from start to close. */
public interface Feed extends AutoCloseable {
  /** Begins to read, in a thread of its own. */
  void start();

  /** How far the reading is. */
  FeedState state();

  /** Ends the reading; what is taken in stays. */
  @Override
  void close();
}
