package dev.sightline.endtoend.interop;

import dev.sightline.fixtures.ColourModel;
import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.publish.ModelPublisher;
import dev.sightline.schemas.registry.SchemaRegistries;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** A {@link ColourModel} that serves. */
public final class PublishedColours {
  public static final ColourModel MODEL = ColourModel.uint8();

  private PublishedColours() {}

  /**
   * Publishes a version of it and makes it champion.
   *
   * @param config of Kafka clients and the schema registry
   * @param folder to write the SavedModel to
   * @return the version
   */
  public static int publish(Map<String, Object> config, Path folder) throws IOException {
    MODEL.write(folder);
    return new ModelPublisher(
            config,
            SchemaRegistries.of(config),
            Optional.empty(),
            new ModelArchive(),
            Clock.systemUTC())
        .publishChampion(MODEL.manifest(), folder, "test", "test")
        .getVersion();
  }
}
