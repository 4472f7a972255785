package dev.sightline.models.catalogue;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.ModelVersion;
import dev.sightline.models.archive.Discard;
import dev.sightline.models.log.PartitionReader;
import dev.sightline.models.manifest.ManifestVerifier;
import dev.sightline.schemas.Topics;
import dev.sightline.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.IsolationLevel;

/**
 * The models on the topic {@code models}, as their readers see them: committed ones only, each
 * whole or not at all. One thread at a time, like a consumer.
 *
 * <p>Listing downloads manifests, not archives: a manifest and at most one of its parts for each
 * version, and on later calls only what is new. A tombstone removes a version. A record that can't
 * be read is logged with its offset, counted and passed over.
 *
 * <p>A broker or registry that can't be reached is a {@code KafkaException} from any method; the
 * next call goes on where this one stopped. A topic that is missing, or has more than one
 * partition, is an {@code IllegalStateException}.
 */
public final class ModelCatalogue implements AutoCloseable {
  /** A few parts at once; bounds the memory of a download. */
  private static final int FETCH_BYTES = 4 * 1024 * 1024;

  private final Map<String, ?> config;
  private final SchemaRegistry registry;
  private final Optional<ManifestVerifier> verifier;
  private final ManifestScan scan;

  /**
   * @param config of the Kafka clients: {@code bootstrap.servers}, security
   * @param verifier when given, only manifests that it lets pass are fetched
   */
  public ModelCatalogue(
      Map<String, ?> config, SchemaRegistry registry, Optional<ManifestVerifier> verifier) {
    this.config = Map.copyOf(config);
    this.registry = registry;
    this.verifier = verifier;
    this.scan = new ManifestScan(config, registry, IsolationLevel.READ_COMMITTED);
  }

  /** Every version on the topic now, by name and version, verified or not. */
  public List<PublishedModel> manifests() {
    scan.refresh();
    return List.copyOf(scan.models());
  }

  /** One version, if it is on the topic now. */
  public Optional<PublishedModel> manifest(String name, int version) {
    scan.refresh();
    return scan.model(new ModelVersion(name, version));
  }

  /**
   * Whether records have been written that this does not show, because an open transaction hides
   * them: a version that is not found may be one of them.
   */
  public boolean isBehind() {
    return scan.isBehind();
  }

  /**
   * Downloads a version's archive. The signature is verified first, each part as it comes, the
   * whole at the end.
   *
   * @param target the file to write; must not exist, and does not after a failure
   * @return the file
   * @throws ModelRejectedException when the signature, the manifest's sizes, a part or the whole is
   *     not as it should be, a part is missing, or there is a file already
   * @throws UncheckedIOException when the file can't be written, which is no fault of the model
   */
  public Path fetch(PublishedModel model, Path target) {
    verifier.ifPresent(trusted -> trusted.verify(model.manifest()));
    PartsDownload.checkSizes(model);
    if (Files.exists(target)) {
      throw new ModelRejectedException(
          "model " + model.id() + ": expected no file at " + target + ", found one");
    }
    try {
      download(model, target);
      return target;
    } catch (IOException disk) {
      UncheckedIOException failure =
          new UncheckedIOException(
              "model " + model.id() + " can't be written to " + target + ": " + disk, disk);
      Discard.tree(target, failure);
      throw failure;
    } catch (RuntimeException fault) {
      Discard.tree(target, fault);
      throw fault;
    }
  }

  /** Records passed over so far because they could not be read. */
  public long unreadableRecords() {
    return scan.unreadable();
  }

  private void download(PublishedModel model, Path target) throws IOException {
    try (PartitionReader reader =
            new PartitionReader(Topics.MODELS, config, IsolationLevel.READ_COMMITTED, FETCH_BYTES);
        OutputStream archive = Files.newOutputStream(target, StandardOpenOption.CREATE_NEW)) {
      new PartsDownload(model, reader, registry).to(archive);
    }
  }

  @Override
  public void close() {
    scan.close();
  }
}
