package dev.sightline.app.replay;

import dev.sightline.app.console.Messages;
import dev.sightline.evaluation.text.Counted;
import java.util.List;

/**
 * A replay that says what it is about to do, and at its end, whichever that is, how far it came.
 *
 * @param run the first part of the image ids
 * @param where the images go, for people
 */
record ReportedReplay(Replay replay, String run, String where, Messages messages) {
  private static final int NAMED = 10;

  /**
   * Publishes the images and their labels.
   *
   * @throws InterruptedException when interrupted
   * @throws org.apache.kafka.common.KafkaException when a record can't be published
   */
  void run(ReplayedImages images) throws InterruptedException {
    String what =
        images.count().isPresent()
            ? Counted.of(images.count().getAsLong(), "image")
            : Counted.of(images.different(), "image") + " over and over";
    messages.note("Publishing %s as %s-* to %s.".formatted(what, run, where));
    try {
      replay.run(images);
    } finally {
      Replay.Published published = replay.published();
      messages.note(
          "Published %s and %s."
              .formatted(
                  Counted.of(published.images(), "image"),
                  Counted.of(published.labels(), "label")));
      noteTooLarge(replay.tooLarge());
    }
  }

  private void noteTooLarge(List<String> names) {
    if (!names.isEmpty()) {
      messages.note(
          "Left out %s too large for the topic images or for max.request.size: %s%s."
              .formatted(
                  Counted.of(names.size(), "image")
                      + (names.size() == 1 ? " that is" : " that are"),
                  String.join(", ", names.subList(0, Math.min(names.size(), NAMED))),
                  names.size() > NAMED ? ", …" : ""));
    }
  }
}
