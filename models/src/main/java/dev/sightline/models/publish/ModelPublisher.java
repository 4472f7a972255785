package dev.sightline.models.publish;

import dev.sightline.models.HighestVersion;
import dev.sightline.models.ModelKey;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.ModelVersion;
import dev.sightline.models.archive.ArchiveParts;
import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.catalogue.ManifestScan;
import dev.sightline.models.labels.Labels;
import dev.sightline.models.manifest.ManifestSigner;
import dev.sightline.models.manifest.ManifestSize;
import dev.sightline.models.publish.ReleaseDecision.Rule;
import dev.sightline.models.release.NextRelease;
import dev.sightline.models.release.ReleaseRefusedException;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ModelPart;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.TrustedRecords;
import dev.sightline.schemas.registry.SchemaRegistry;
import dev.sightline.schemas.serde.AvroSerde;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes SavedModel folders as new versions on the topic {@code models}: manifest, parts and, if
 * asked, the release that makes the version champion or challenger, in one Kafka transaction.
 * Readers see all of it or nothing.
 *
 * <p>A version is one above the highest that the topic has ever named for the model, those of
 * publishes that failed halfway and those removed since included ({@link HighestVersion}): versions
 * never collide and are never used again, and may have gaps. Of two publishers of one model at the
 * same time the later one wins; the earlier one fails with a {@link ModelPublishException} and may
 * publish again.
 *
 * <p>Readers see the version when a publish returns, unless another model's open transaction hides
 * it for longer than a minute; that is logged.
 *
 * <p>Every record fits a broker's default limits. Keeps no state; safe for use by several threads.
 */
public final class ModelPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(ModelPublisher.class);

  static {
    TrustedRecords.trust();
  }

  private final Map<String, ?> config;
  private final SchemaRegistry registry;
  private final Optional<ManifestSigner> signer;
  private final ModelArchive archives;
  private final Clock clock;

  /**
   * @param config of the Kafka clients and the serdes: {@code bootstrap.servers}, security, {@code
   *     auto.register.schemas}; {@code transaction.timeout.ms} is 5 minutes unless given
   */
  public ModelPublisher(
      Map<String, ?> config,
      SchemaRegistry registry,
      Optional<ManifestSigner> signer,
      ModelArchive archives,
      Clock clock) {
    this.config = Map.copyOf(config);
    this.registry = registry;
    this.signer = signer;
    this.archives = archives;
    this.clock = clock;
  }

  /**
   * Publishes a version that serves nowhere yet.
   *
   * @param draft all of the manifest but version, archive, parts and signature; stays as it is
   * @return the manifest as published
   * @throws ModelRejectedException when the name, the draft or the folder is not fit to be
   *     published, or the manifest is too large for a record
   * @throws ModelPublishException when it could not be sent
   */
  public ModelManifest publish(ModelManifest.Builder draft, Path savedModel) {
    return publish(draft, savedModel, Optional.empty());
  }

  /**
   * Publishes a version and makes it champion, both or neither. A challenger stays under trial.
   *
   * @param who the person or job that releases it
   * @param why the reason, for people
   * @throws ChampionChangedException when somebody releases another champion during the upload;
   *     nothing is published then
   * @see #publish(ModelManifest.Builder, Path)
   */
  public ModelManifest publishChampion(
      ModelManifest.Builder draft, Path savedModel, String who, String why) {
    return publish(
        draft,
        savedModel,
        Optional.of(new Rule(true, (current, id) -> next(who, why).champion(current, id))));
  }

  /**
   * Publishes a version and makes it champion in the place of the one that it was compared with, if
   * that still is the champion. No other publisher can come between.
   *
   * @param replaced the champion's version; empty when the model had none
   * @param who the person or job that releases it
   * @param why the reason, for people
   * @throws ChampionChangedException when there is another champion by now; nothing is published
   *     then
   * @see #publish(ModelManifest.Builder, Path)
   */
  public ModelManifest publishChampion(
      ModelManifest.Builder draft, Path savedModel, OptionalInt replaced, String who, String why) {
    return publish(
        draft,
        savedModel,
        Optional.of(
            new Rule(
                true,
                (current, id) -> {
                  ReleaseDecision.requireChampion(id.name(), replaced, current);
                  return next(who, why).champion(current, id);
                })));
  }

  /**
   * Publishes a version and puts it under trial in the place of the challenger before it, both or
   * neither. The champion stays, and serves on.
   *
   * @param who the person or job that releases it
   * @param why the reason, for people
   * @throws ReleaseRefusedException when the model has no release yet, and so no champion to
   *     challenge; nothing is published then
   * @see #publish(ModelManifest.Builder, Path)
   */
  public ModelManifest publishChallenger(
      ModelManifest.Builder draft, Path savedModel, String who, String why) {
    return publish(
        draft,
        savedModel,
        Optional.of(new Rule(false, (current, id) -> next(who, why).challenger(current, id))));
  }

  private NextRelease next(String who, String why) {
    return new NextRelease(who, why, clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private ModelManifest publish(
      ModelManifest.Builder draft, Path savedModel, Optional<Rule> release) {
    ModelVersion.checkName(draft.getName());
    try {
      Path archive = Files.createTempFile("sightline-model-", ".zip");
      try {
        archives.pack(savedModel, archive);
        return publish(complete(draft, ArchiveParts.of(archive)), archive, release);
      } finally {
        deleteOrWarn(archive);
      }
    } catch (IOException fault) {
      throw new UncheckedIOException("model " + draft.getName() + ": the archive's file", fault);
    }
  }

  /** What is published stays so, whatever becomes of the temporary file. */
  private static void deleteOrWarn(Path archive) {
    try {
      Files.deleteIfExists(archive);
    } catch (IOException left) {
      LOG.warn("temporary archive {} left behind", archive, left);
    }
  }

  /** A manifest that lacks its version and signature only. */
  private static ModelManifest complete(ModelManifest.Builder draft, ArchiveParts archive) {
    try {
      ModelManifest manifest =
          ModelManifest.newBuilder(draft)
              .setVersion(0)
              .setArchive(archive.archive())
              .setParts(archive.parts())
              .setSignature(null)
              .build();
      new Labels(manifest.getLabels());
      return manifest;
    } catch (AvroRuntimeException incomplete) {
      throw new ModelRejectedException(
          "model " + draft.getName() + ", draft of the manifest: " + incomplete.getMessage(),
          incomplete);
    }
  }

  private ModelManifest publish(ModelManifest unversioned, Path archive, Optional<Rule> release) {
    String name = unversioned.getName();
    try (PublishTransaction transaction = new PublishTransaction(config, name)) {
      ModelVersion id = nextVersion(name);
      ModelManifest versioned =
          ModelManifest.newBuilder(unversioned).setVersion(id.version()).build();
      ModelManifest manifest = signer.map(key -> key.sign(versioned)).orElse(versioned);
      Serializer<ModelPart> parts = new AvroSerde<>(ModelPart.class, registry, config).serializer();
      byte[] manifestValue = manifestValue(id, manifest, parts);
      PublishTransaction.Records version =
          records -> {
            HighestVersion highest = new HighestVersion(id);
            records.send(
                Topics.MODELS,
                highest.key(),
                parts.serialize(Topics.MODELS.name(), highest.value()));
            records.send(Topics.MODELS, ModelKey.manifest(id).toString(), manifestValue);
            ArchiveParts.forEach(
                archive,
                (index, data) ->
                    records.send(
                        Topics.MODELS,
                        new ModelKey(id, index).toString(),
                        parts.serialize(Topics.MODELS.name(), part(id, index, data))));
          };
      commit(transaction, id, version, release);
      return manifest;
    }
  }

  private void commit(
      PublishTransaction transaction,
      ModelVersion id,
      PublishTransaction.Records version,
      Optional<Rule> release) {
    if (release.isEmpty()) {
      transaction.commit(version);
      return;
    }
    try (ReleaseDecision decision = new ReleaseDecision(config, registry, id, release.get())) {
      transaction.commit(
          records -> {
            version.sendTo(records);
            decision.sendTo(records);
          });
    }
  }

  /**
   * The version above the highest that the topic names. Read uncommitted: another model's open
   * transaction would hide from a committed reader what this model has committed behind it.
   */
  private ModelVersion nextVersion(String name) {
    try (ManifestScan scan = new ManifestScan(config, registry, IsolationLevel.READ_UNCOMMITTED)) {
      scan.refresh();
      int highest = scan.highestSeen(name);
      if (highest >= HighestVersion.LIMIT) {
        throw new ModelRejectedException(
            "model %s: no version number is left above %d, publish it under another name"
                .formatted(name, highest));
      }
      return new ModelVersion(name, highest + 1);
    }
  }

  private static ModelPart part(ModelVersion id, int index, byte[] data) {
    return new ModelPart(id.name(), id.version(), index, ByteBuffer.wrap(data), null);
  }

  /** The value of the manifest's record, if a broker takes it. */
  private static byte[] manifestValue(
      ModelVersion id, ModelManifest manifest, Serializer<ModelPart> parts) {
    String key = ModelKey.manifest(id).toString();
    ModelPart record = new ModelPart(id.name(), id.version(), ModelKey.MANIFEST, null, manifest);
    byte[] value = parts.serialize(Topics.MODELS.name(), record);
    int maxBytes = ManifestSize.MAX_BYTES - key.getBytes(StandardCharsets.UTF_8).length;
    if (value.length > maxBytes) {
      throw new ModelRejectedException(
          "model %s: expected a manifest of at most %d bytes, found %d: %s"
              .formatted(id, maxBytes, value.length, ManifestSize.told(manifest)));
    }
    return value;
  }
}
