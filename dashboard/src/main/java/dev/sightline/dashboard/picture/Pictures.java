package dev.sightline.dashboard.picture;

import dev.sightline.schemas.ImageEvent;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.rights.Part;
import dev.sightline.schemas.rights.Refused;
import dev.sightline.schemas.serde.AvroDeserializer;
import dev.sightline.schemas.serde.UnreadableRecordException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * The images as pictures, one search at a time, with those kept that were asked for last. Safe for
 * many threads.
 *
 * <p>Memory: {@value #MOST_BYTES} bytes of pictures, one image as it came, and what its decoder
 * takes.
 */
public final class Pictures implements AutoCloseable {
  static final int MOST_BYTES = 32 << 20;
  private static final Duration SEARCH = Duration.ofSeconds(3);
  private static final long WAIT_SECONDS = 10;

  private final Supplier<Consumer<String, byte[]>> consumers;
  private final AvroDeserializer<ImageEvent> deserializer;
  private final InstantSource clock;
  private final Semaphore turn = new Semaphore(1, true);
  private final Map<Key, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long keptBytes;
  private Consumer<String, byte[]> consumer;

  private record Key(String id, long timestampMs) {}

  public Pictures(
      Supplier<Consumer<String, byte[]>> consumers, SchemaRegistry registry, InstantSource clock) {
    this.consumers = consumers;
    this.deserializer = new AvroDeserializer<>(ImageEvent.class, registry);
    this.clock = clock;
  }

  /**
   * The picture of an image.
   *
   * @param timestampMs of the image's record, or of its prediction's
   * @param partition of its prediction's record
   */
  public Picture find(String id, long timestampMs, int partition) throws InterruptedException {
    Key key = new Key(id, timestampMs);
    Optional<Picture> found = kept(key);
    if (found.isPresent()) {
      return found.get();
    }
    if (!turn.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
      return new Picture.Away("too many pictures are asked for at once");
    }
    try {
      return kept(key).orElseGet(() -> fetch(key, partition));
    } finally {
      turn.release();
    }
  }

  private Picture fetch(Key key, int partition) {
    try {
      if (consumer == null) {
        consumer = consumers.get();
      }
      Optional<ImageEvent> event =
          new ImageSearch(
                  consumer, bytes -> deserializer.deserialize("images", bytes), SEARCH, clock)
              .find(key.id(), key.timestampMs(), partition);
      Picture picture =
          event
              .map(PngPictures::of)
              .orElseGet(() -> new Picture.Missing("the image is not on its topic any more"));
      if (picture instanceof Picture.Png png) {
        keep(key, png.file());
      }
      return picture;
    } catch (UnreadableRecordException unreadable) {
      return new Picture.Missing(unreadable.getMessage());
    } catch (KafkaException away) {
      closeConsumer();
      return new Picture.Away("can't be looked for now: " + Refused.inWords(away, Part.DASHBOARD));
    }
  }

  private synchronized Optional<Picture> kept(Key key) {
    return Optional.ofNullable(kept.get(key)).map(Picture.Png::new);
  }

  private synchronized void keep(Key key, byte[] file) {
    kept.put(key, file);
    keptBytes += file.length;
    var eldest = kept.entrySet().iterator();
    while (keptBytes > MOST_BYTES && eldest.hasNext()) {
      keptBytes -= eldest.next().getValue().length;
      eldest.remove();
    }
  }

  private void closeConsumer() {
    Consumer<String, byte[]> failed = consumer;
    consumer = null;
    if (failed != null) {
      failed.close();
    }
  }

  @Override
  public void close() {
    turn.acquireUninterruptibly();
    closeConsumer();
  }
}
