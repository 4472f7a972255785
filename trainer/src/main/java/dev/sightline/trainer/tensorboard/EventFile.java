package dev.sightline.trainer.tensorboard;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.tensorflow.proto.Event;

/**
 * An event file of one of TensorBoard's runs, a new one in the run's folder. What is added reaches
 * the disk a few seconds later at the most with the next event, or with {@link #flush}. For one
 * thread.
 *
 * <p>TensorBoard reads the files of a folder in the order of their names, so these begin with the
 * time, as TensorFlow's own do.
 */
final class EventFile implements AutoCloseable {
  private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(5);

  private final Path file;
  private final OutputStream out;
  private final InstantSource clock;
  private Instant flushed;

  EventFile(Path run, InstantSource clock) {
    this.clock = clock;
    flushed = clock.instant();
    Path created = null;
    try {
      Files.createDirectories(run);
      created = create(run, flushed);
      out = new BufferedOutputStream(Files.newOutputStream(created, StandardOpenOption.WRITE));
    } catch (IOException failed) {
      throw new UncheckedIOException("can't write an event file in " + run + ": " + failed, failed);
    }
    file = created;
    add(Events.version(flushed));
    flush();
  }

  void scalar(String tag, long step, double value) {
    add(Events.scalar(clock.instant(), step, tag, value));
  }

  /**
   * @throws IllegalArgumentException when it is no PNG file
   */
  void image(String tag, long step, byte[] png) {
    add(Events.image(clock.instant(), step, tag, png));
  }

  void flush() {
    try {
      out.flush();
      flushed = clock.instant();
    } catch (IOException failed) {
      throw unwritable(failed);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException failed) {
      throw unwritable(failed);
    }
  }

  private void add(Event event) {
    try {
      out.write(RecordFrame.of(event.toByteArray()));
    } catch (IOException failed) {
      throw unwritable(failed);
    }
    if (clock.instant().isAfter(flushed.plus(FLUSH_INTERVAL))) {
      flush();
    }
  }

  /** A training that is resumed within the same second gets the next number. */
  private static Path create(Path run, Instant time) throws IOException {
    for (int number = 0; ; number++) {
      String name =
          "events.out.tfevents.%010d.sightline.%d".formatted(time.getEpochSecond(), number);
      try {
        return Files.createFile(run.resolve(name));
      } catch (FileAlreadyExistsException taken) {
        continue;
      }
    }
  }

  private UncheckedIOException unwritable(IOException failed) {
    return new UncheckedIOException("can't write " + file + ": " + failed, failed);
  }
}
