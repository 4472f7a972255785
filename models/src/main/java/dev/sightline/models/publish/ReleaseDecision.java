package dev.sightline.models.publish;

import dev.sightline.models.ModelVersion;
import dev.sightline.models.log.PartitionReader;
import dev.sightline.models.release.ReleaseLine;
import dev.sightline.models.release.ReleaseScan;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroSerde;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The release of a version that is being published. It is tried before the upload, which may be
 * long, and decided after it, on what holds then: what people release meanwhile is never
 * overwritten by what they did not know of. For one thread.
 *
 * <p>Other publishers of the model are fenced, so only people can come between. The topic has one
 * order: a record of theirs stands before this one, where it is found and taken into account, or
 * behind it, and holds.
 */
final class ReleaseDecision implements AutoCloseable {
  private static final int FETCH_BYTES = 64 * 1024;

  private final Map<String, ?> config;
  private final Serializer<ModelRelease> serializer;
  private final ModelVersion published;
  private final Rule rule;
  private final ReleaseScan scan;
  private final OptionalInt champion;

  /**
   * What becomes of the release of a model when a version of it is published.
   *
   * @param replaces whether that takes the champion's place, and so only of the one it knew
   * @param after the next release, of the one that holds and the version
   */
  record Rule(
      boolean replaces, BiFunction<Optional<ModelRelease>, ModelVersion, ModelRelease> after) {}

  /**
   * Tries it on what holds now.
   *
   * @throws ChampionChangedException when the champion is another one than the rule expects
   * @throws dev.sightline.models.release.ReleaseRefusedException when the rule refuses it
   */
  ReleaseDecision(
      Map<String, ?> config, SchemaRegistry registry, ModelVersion published, Rule rule) {
    this.config = config;
    this.serializer = new AvroSerde<>(ModelRelease.class, registry, config).serializer();
    this.published = published;
    this.rule = rule;
    this.scan = ReleaseScan.of(published.name(), config, registry);
    try {
      scan.refreshPastTransactions();
      Optional<ModelRelease> current = scan.release(published.name());
      this.champion = champion(current);
      value(current);
    } catch (RuntimeException failed) {
      scan.close();
      throw failed;
    }
  }

  /**
   * Sends it as the last record of a publish.
   *
   * @throws ChampionChangedException when the champion is another one than before
   */
  void sendTo(PublishTransaction transaction) {
    scan.refreshPastTransactions();
    try (PartitionReader all =
        new PartitionReader(
            Topics.MODEL_RELEASES, config, IsolationLevel.READ_UNCOMMITTED, FETCH_BYTES)) {
      ReleaseLine line = scan.line(published.name());
      long known = scan.end();
      while (true) {
        long sent =
            transaction.sendAndWait(Topics.MODEL_RELEASES, published.name(), value(line.current()));
        if (!take(all, known, sent, line)) {
          return;
        }
        known = sent + 1;
      }
    }
  }

  /** Takes in what others have released between two offsets; false when they have not. */
  private boolean take(PartitionReader all, long from, long to, ReleaseLine line) {
    boolean any = false;
    all.seek(from);
    for (ConsumerRecord<String, byte[]> record; (record = all.next(to)) != null; ) {
      if (record.offset() < to && published.name().equals(record.key())) {
        line.take(record);
        any = true;
      }
    }
    return any;
  }

  private byte[] value(Optional<ModelRelease> current) {
    if (rule.replaces()) {
      requireChampion(published.name(), champion, current);
    }
    return serializer.serialize(
        Topics.MODEL_RELEASES.name(), rule.after().apply(current, published));
  }

  static void requireChampion(String name, OptionalInt expected, Optional<ModelRelease> current) {
    OptionalInt found = champion(current);
    if (!found.equals(expected)) {
      throw new ChampionChangedException(
          "model %s: expected %s to be replaced, found %s"
              .formatted(name, text(expected), text(found)));
    }
  }

  private static OptionalInt champion(Optional<ModelRelease> release) {
    return release.stream().mapToInt(ModelRelease::getChampion).findFirst();
  }

  private static String text(OptionalInt champion) {
    return champion.isPresent() ? "champion " + champion.getAsInt() : "no champion";
  }

  @Override
  public void close() {
    scan.close();
  }
}
