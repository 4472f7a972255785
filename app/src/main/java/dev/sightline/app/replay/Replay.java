package dev.sightline.app.replay;

import dev.sightline.trainer.data.EncodedExample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Publishes images at a steady rate and each one's label a fixed time later, both in the order of
 * time. Image ids are {@code run-000000}, {@code run-000001}, …; a run of its own name makes them
 * unique. An image that falls behind is published at once, until the rate is met again. For one
 * thread.
 */
public final class Replay {
  private record Awaited(String id, String label, Instant due) {}

  private final ImagePublisher publisher;
  private final Pace pace;
  private final String run;
  private final Duration interval;
  private final Duration labelDelay;
  private final Deque<Awaited> labels = new ArrayDeque<>();

  /** What has been published. */
  public record Published(long images, long labels) {}

  private long imagesPublished;
  private long labelsPublished;

  /**
   * @param run the first part of every image id
   * @param interval between an image and the next
   * @param labelDelay from an image to its label, 0 or more
   */
  public Replay(
      ImagePublisher publisher, Pace pace, String run, Duration interval, Duration labelDelay) {
    this.publisher = publisher;
    this.pace = pace;
    this.run = run;
    this.interval = interval;
    this.labelDelay = labelDelay;
  }

  /**
   * Publishes the images and, after the last one, the labels that are still due. May be called
   * once.
   *
   * @throws InterruptedException when interrupted; {@link #published()} tells how far it came
   * @throws org.apache.kafka.common.KafkaException when a record can't be published
   */
  public Published run(Iterator<EncodedExample> images) throws InterruptedException {
    Instant due = pace.instant();
    while (images.hasNext()) {
      publishLabelsUntil(due);
      pace.await(due);
      publish(images.next());
      due = due.plus(interval);
    }
    publishLabelsUntil(Instant.MAX);
    publisher.flush();
    return published();
  }

  public Published published() {
    return new Published(imagesPublished - tooLarge().size(), labelsPublished);
  }

  /** The names of the images that were left out since they are too large for their topic. */
  List<String> tooLarge() {
    return publisher.tooLarge();
  }

  private void publish(EncodedExample image) {
    Instant capturedAt = pace.instant();
    String id = "%s-%06d".formatted(run, imagesPublished);
    publisher.image(id, image, capturedAt);
    imagesPublished++;
    labels.add(new Awaited(id, image.label(), capturedAt.plus(labelDelay)));
  }

  private void publishLabelsUntil(Instant time) throws InterruptedException {
    while (!labels.isEmpty() && !labels.peek().due().isAfter(time)) {
      Awaited next = labels.remove();
      pace.await(next.due());
      if (!publisher.isTooLarge(next.id())) {
        publisher.label(next.id(), next.label(), next.due());
        labelsPublished++;
      }
    }
  }
}
