package dev.sightline.app.follow;

/** What becomes of the records of a topic as they come. For one thread. */
public interface RecordView<T> {
  /** Takes one, and returns whether to go on. */
  boolean add(T value);

  /** No record is waiting, for the moment; comes some times a second. Returns whether to go on. */
  default boolean pause() {
    return true;
  }

  /** There will be no more. */
  default void end() {}
}
