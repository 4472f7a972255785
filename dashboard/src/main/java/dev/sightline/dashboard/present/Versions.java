package dev.sightline.dashboard.present;

import dev.sightline.dashboard.feed.ManifestFeed;
import dev.sightline.dashboard.feed.UnfitRecordException;
import dev.sightline.models.ModelVersion;
import dev.sightline.schemas.ModelManifest;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The published versions, by their manifests. Safe for many threads.
 *
 * <p>Memory: the {@value #MOST} versions published last, of each the class names and four numbers a
 * class; versions of a model that tell the same classes apart share the names.
 */
public final class Versions implements ManifestFeed.Sink {
  static final int MOST = 500;

  private final Changes changes;
  private final Latest<ModelVersion, KnownVersion> versions = new Latest<>(MOST);

  public Versions(Changes changes) {
    this.changes = changes;
  }

  @Override
  public synchronized void published(ModelManifest manifest) {
    List<String> labels = manifest.getLabels();
    labels.forEach(label -> Texts.name("label", label));
    try {
      versions.put(
          new ModelVersion(manifest.getName(), manifest.getVersion()),
          KnownVersion.of(manifest, shared(labels)));
    } catch (ArithmeticException | IllegalArgumentException contradiction) {
      throw new UnfitRecordException("a manifest: " + contradiction.getMessage());
    }
    changes.mark(Part.MODELS);
  }

  private List<String> shared(List<String> labels) {
    return versions.values().stream()
        .map(KnownVersion::labels)
        .filter(labels::equals)
        .findFirst()
        .orElseGet(() -> List.copyOf(labels));
  }

  @Override
  public synchronized void removed(ModelVersion version) {
    versions.remove(version);
    changes.mark(Part.MODELS);
  }

  @Override
  public synchronized void forget() {
    versions.clear();
    changes.mark(Part.MODELS);
  }

  /** By model and version. */
  public synchronized List<KnownVersion> all() {
    return List.copyOf(new TreeMap<>(versions).values());
  }

  /** One version, if it is known. */
  public synchronized Optional<KnownVersion> find(String model, int version) {
    return ModelVersion.isPossible(model, version)
        ? Optional.ofNullable(versions.get(new ModelVersion(model, version)))
        : Optional.empty();
  }
}
