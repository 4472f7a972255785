package dev.sightline.topology.model;

import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.catalogue.PublishedModel;
import dev.sightline.models.release.FormerChampions;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.schemas.ModelRelease;
import java.util.List;
import java.util.Optional;

/**
 * The versions of one model on the topic {@code models}.
 *
 * @param catalogue is closed with this, as is {@code staging}
 */
public record PublishedVersions(
    String name, ModelCatalogue catalogue, ModelStaging staging, ModelLoader loader)
    implements Versions {

  @Override
  public Loaded load(int version, LoadSteps steps) {
    Optional<PublishedModel> published = catalogue.manifest(name, version);
    if (published.isEmpty()) {
      return new NoManifest(catalogue.isBehind());
    }
    try (ModelStaging.Folder folder = staging.unpack(catalogue, published.get())) {
      return new Ready(loader.load(folder.path(), published.get().manifest(), steps));
    }
  }

  @Override
  public List<Integer> formerChampions(ModelRelease release) {
    List<Integer> published =
        catalogue.manifests().stream()
            .map(PublishedModel::manifest)
            .filter(manifest -> manifest.getName().equals(name))
            .map(ModelManifest::getVersion)
            .toList();
    return FormerChampions.of(release, published);
  }

  @Override
  public long unreadable() {
    return catalogue.unreadableRecords();
  }

  @Override
  public void close() {
    staging.close();
    catalogue.close();
  }
}
