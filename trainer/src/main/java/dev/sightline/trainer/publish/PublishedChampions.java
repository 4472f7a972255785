package dev.sightline.trainer.publish;

import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.catalogue.PublishedModel;
import dev.sightline.models.release.ModelReleases;
import dev.sightline.schemas.ModelRelease;
import dev.sightline.schemas.Topics;
import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * The champions on the topics {@code models} and {@code model-releases}. One thread at a time. A
 * broker or registry that can't be reached is a {@code KafkaException} from any method.
 *
 * @param releases stays its owner's to close
 * @param catalogue verifies signatures if it was made to; stays its owner's to close
 */
public record PublishedChampions(
    ModelReleases releases, ModelCatalogue catalogue, ModelArchive archives) implements Champions {

  @Override
  public OptionalInt version(String name) {
    return releases.current(name).stream().mapToInt(ModelRelease::getChampion).findFirst();
  }

  @Override
  public Fetched fetch(String name, int version, Path scratch) {
    PublishedModel published =
        catalogue
            .manifest(name, version)
            .orElseThrow(
                () ->
                    new ModelRejectedException(
                        "model %s/%d is not on the topic %s any more"
                            .formatted(name, version, Topics.MODELS.name())));
    Path archive = catalogue.fetch(published, scratch.resolve("champion.zip"));
    Path savedModel = archives.unpack(archive, scratch.resolve("champion"));
    return new Fetched(published.manifest(), savedModel);
  }
}
