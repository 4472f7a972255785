package dev.sightline.models.release;

import dev.sightline.models.ModelVersion;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.catalogue.PublishedModel;
import dev.sightline.models.labels.ClassDifference;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroSerde;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Which version of each model serves, on the topic {@code model-releases}: the last record of a
 * name holds. One thread at a time.
 *
 * <p>A release keeps the challenger, unless that is the new champion, and remembers the champions
 * before. Nothing locks the topic: of two releases of one name at the same time the later record
 * holds.
 *
 * <p>A broker or registry that can't be reached is a {@code KafkaException} from any method.
 */
public final class ModelReleases implements AutoCloseable {
  /** Which classes the champion that follows another one may tell apart. */
  public enum Classes {
    /** Those of the one before, in any order. */
    SAME,
    /** Any. */
    ANY
  }

  private final Map<String, ?> config;
  private final SchemaRegistry registry;
  private final ModelCatalogue catalogue;
  private final Clock clock;
  private final ReleaseScan scan;

  /**
   * @param config of the Kafka clients and the serdes: {@code bootstrap.servers}, security, {@code
   *     auto.register.schemas}
   * @param catalogue says which versions exist; stays its owner's to close
   */
  public ModelReleases(
      Map<String, ?> config, SchemaRegistry registry, ModelCatalogue catalogue, Clock clock) {
    this.config = Map.copyOf(config);
    this.registry = registry;
    this.catalogue = catalogue;
    this.clock = clock;
    this.scan = ReleaseScan.ofAll(config, registry);
  }

  /** The release of a model that holds now, if it has any. */
  public Optional<ModelRelease> current(String name) {
    scan.refresh();
    return scan.release(name);
  }

  /** The releases that hold now, by model name. */
  public SortedMap<String, ModelRelease> all() {
    scan.refresh();
    return scan.releases();
  }

  /**
   * Makes a version the champion. Acknowledged by the brokers when this returns.
   *
   * @throws ReleaseRefusedException when the catalogue has no such version, or it tells other
   *     classes apart than the champion
   */
  public ModelRelease promote(String name, int version, String who, String why) {
    return promote(name, version, Classes.SAME, who, why);
  }

  /**
   * Makes a version the champion. Acknowledged by the brokers when this returns.
   *
   * @throws ReleaseRefusedException when the catalogue has no such version, or it tells classes
   *     apart that it may not
   */
  public ModelRelease promote(String name, int version, Classes classes, String who, String why) {
    List<Integer> versions = versions(name);
    if (!versions.contains(version)) {
      throw new ReleaseRefusedException(
          "model %s has no version %d to promote; %s%s"
              .formatted(name, version, published(name, versions), hidden()));
    }
    Optional<ModelRelease> current = settled(name);
    if (classes == Classes.SAME) {
      current.ifPresent(release -> requireClasses(release, labels(name, version).orElseThrow()));
    }
    ModelRelease release = next(who, why).champion(current, new ModelVersion(name, version));
    send(release);
    return release;
  }

  /**
   * Refuses classes that are not those of a release's champion, in whatever order. Where its
   * manifest is gone, they may be any.
   *
   * @param labels class names
   * @throws ReleaseRefusedException saying which are missing and which unknown
   */
  public void requireClasses(ModelRelease current, List<String> labels) {
    labels(current.getName(), current.getChampion())
        .flatMap(expected -> ClassDifference.of(expected, labels))
        .ifPresent(
            difference -> {
              throw new ReleaseRefusedException(
                  ("model %s: expected the classes of its champion (version %d): %s. Other classes"
                          + " are another model's, with a name of its own (--name);"
                          + " --other-classes allows them all the same")
                      .formatted(current.getName(), current.getChampion(), difference.text()));
            });
  }

  private Optional<List<String>> labels(String name, int version) {
    return catalogue.manifest(name, version).map(model -> model.manifest().getLabels());
  }

  /**
   * Makes the version that served before the champion champion again, and forgets that the one it
   * replaces ever served: the next rollback goes further back. Versions that are no longer in the
   * catalogue are passed over. Where no former champion is known, it is the highest version below
   * the champion, the challenger excepted.
   *
   * @throws ReleaseRefusedException when the model has no release, or no such version
   */
  public ModelRelease rollback(String name, String who, String why) {
    ModelRelease current =
        settled(name)
            .orElseThrow(
                () ->
                    new ReleaseRefusedException(
                        "model " + name + " has no champion to roll back from"));
    ModelVersion before = new ModelVersion(name, before(current, versions(name)));
    ModelRelease release = next(who, why).rollback(current, before);
    send(release);
    return release;
  }

  private static int before(ModelRelease current, List<Integer> versions) {
    return FormerChampions.of(current, versions).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new ReleaseRefusedException(
                    "model %s has no version below its champion %d to roll back to; published are: %s"
                        .formatted(current.getName(), current.getChampion(), listed(versions))));
  }

  /**
   * The release of a model that holds, also where another model's open transaction hides it for a
   * moment: that is waited for.
   */
  public Optional<ModelRelease> settled(String name) {
    scan.refreshPastTransactions();
    return scan.release(name);
  }

  private String published(String name, List<Integer> versions) {
    if (!versions.isEmpty()) {
      return "published are: " + listed(versions);
    }
    List<String> models =
        catalogue.manifests().stream().map(model -> model.id().name()).distinct().toList();
    return models.isEmpty()
        ? "no model is published yet"
        : "no model is published under the name " + name + ", but: " + listed(models);
  }

  private static String listed(List<?> published) {
    return published.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private String hidden() {
    return catalogue.isBehind()
        ? "; a publish that is under way hides what was written behind it: try again when it is"
            + " done"
        : "";
  }

  private NextRelease next(String who, String why) {
    return new NextRelease(who, why, clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  /** Records passed over so far because they could not be read. */
  public long unreadableRecords() {
    return scan.unreadable();
  }

  private List<Integer> versions(String name) {
    return catalogue.manifests().stream()
        .map(PublishedModel::id)
        .filter(id -> id.name().equals(name))
        .map(ModelVersion::version)
        .toList();
  }

  private void send(ModelRelease release) {
    Map<String, Object> settings = new HashMap<>(config);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    Serializer<ModelRelease> serializer =
        new AvroSerde<>(ModelRelease.class, registry, config).serializer();
    try (Producer<String, ModelRelease> producer =
        new KafkaProducer<>(settings, new StringSerializer(), serializer)) {
      producer
          .send(new ProducerRecord<>(Topics.MODEL_RELEASES.name(), release.getName(), release))
          .get();
    } catch (ExecutionException failed) {
      throw new KafkaException(
          "the release of model %s version %d was not acknowledged: %s"
              .formatted(release.getName(), release.getChampion(), failed.getCause()),
          failed.getCause());
    } catch (InterruptedException interrupted) {
      throw new InterruptException(interrupted);
    }
  }

  @Override
  public void close() {
    scan.close();
  }
}
