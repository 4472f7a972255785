package dev.sightline.app.follow;

/** Records as text. */
public interface Rendering<T> {

  /** What stands once above all records; empty for nothing. */
  default String header() {
    return "";
  }

  /** One record, without a line break at its end. */
  String render(T value);
}
