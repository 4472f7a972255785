package dev.sightline.benchmarks;

import java.io.IOException;
import java.util.function.Consumer;

/** The images on the topic: as many as the fastest side needs to be measured. For one thread. */
final class ImageSupply {
  private final Source source;
  private final Consumer<String> lines;
  private int images;
  private int attempts;

  /** Puts more images on the topic. */
  interface Source {
    void publish(int images) throws IOException;
  }

  /** Something that needs many images, and reads them from the first one on. */
  interface Attempt<T> {
    /**
     * @param number from 1, another one each time
     * @param images on the topic
     * @throws TooFewImagesException when they are not enough
     */
    T make(int number, int images) throws InterruptedException, IOException;
  }

  /**
   * Publishes the first images.
   *
   * @param lines told when more are needed
   */
  ImageSupply(int images, Source source, Consumer<String> lines) throws IOException {
    this.images = images;
    this.source = source;
    this.lines = lines;
    source.publish(images);
  }

  /** Makes an attempt, and another one on twice as many images as long as they are not enough. */
  <T> T enoughFor(Attempt<T> attempt) throws InterruptedException, IOException {
    while (true) {
      try {
        return attempt.make(++attempts, images);
      } catch (TooFewImagesException few) {
        lines.accept(
            "%s; publishing as many again, and measuring this round anew"
                .formatted(few.getMessage()));
        source.publish(images);
        images = Math.multiplyExact(images, 2);
      }
    }
  }
}
