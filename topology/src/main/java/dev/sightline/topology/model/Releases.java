package dev.sightline.topology.model;

import dev.sightline.models.release.ReleaseScan;
import dev.sightline.schemas.ModelRelease;
import java.util.List;
import java.util.Optional;

/** The releases of one model, as they are now. For one thread. */
interface Releases extends AutoCloseable {

  /**
   * The newest that can be read, if there is any.
   *
   * @throws org.apache.kafka.common.KafkaException when broker or registry can't be reached; the
   *     next call asks again for the same
   */
  Optional<ModelRelease> newest();

  /** Why the newest record of all can't be read, where an older one holds for that. */
  Optional<String> fault();

  /** The names of other models that have releases. */
  List<String> others();

  /** Records passed over so far because they could not be read. */
  long unreadable();

  @Override
  void close();

  /**
   * Those on the topic {@code model-releases}.
   *
   * @param scan is closed with this
   */
  static Releases of(String name, ReleaseScan scan) {
    return new Releases() {
      @Override
      public Optional<ModelRelease> newest() {
        scan.refresh();
        return scan.release(name);
      }

      @Override
      public Optional<String> fault() {
        return scan.line(name).fault();
      }

      @Override
      public List<String> others() {
        return List.copyOf(scan.others());
      }

      @Override
      public long unreadable() {
        return scan.unreadable();
      }

      @Override
      public void close() {
        scan.close();
      }
    };
  }
}
