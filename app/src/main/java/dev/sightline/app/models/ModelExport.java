package dev.sightline.app.models;

import dev.sightline.app.console.MistakeException;
import dev.sightline.app.folder.TemporaryFolder;
import dev.sightline.models.ModelRejectedException;
import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.catalogue.PublishedModel;
import dev.sightline.models.folder.RunFolder;
import dev.sightline.schemas.ModelManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A published version as a folder that {@code publish} publishes again: the SavedModel, and the
 * manifest with the evaluation, golden images and all else but what a publish gives it (version,
 * checksums, signature). For one thread.
 *
 * @param catalogue what is published
 */
record ModelExport(ModelCatalogue catalogue) {

  /**
   * Writes it. The checksums are verified, and a manifest stands in the folder only once all else
   * does.
   *
   * @param folder is made; one that is there must be empty
   * @throws MistakeException when there is no such version, or something is in the folder
   * @throws ModelRejectedException when what is published is damaged; nothing is left then
   */
  ModelManifest write(String name, int version, Path folder) {
    PublishedModel model =
        catalogue
            .manifest(name, version)
            .orElseThrow(
                () ->
                    new MistakeException(
                        "there is no version %d of model %s: `sightline models list` lists those"
                                .formatted(version, name)
                            + " that there are"));
    try (TemporaryFolder scratch = TemporaryFolder.create("sightline-export-")) {
      RunFolder run = new RunFolder(made(folder));
      Path archive = catalogue.fetch(model, scratch.path().resolve("archive.zip"));
      new ModelArchive().unpack(archive, run.savedModel());
      run.writeManifest(ModelManifest.newBuilder(model.manifest()));
      return model.manifest();
    }
  }

  private static Path made(Path folder) {
    try {
      Files.createDirectories(folder);
      try (var files = Files.newDirectoryStream(folder)) {
        if (files.iterator().hasNext()) {
          throw new MistakeException("DIR: expected a new or an empty folder, found " + folder);
        }
      }
      return folder;
    } catch (IOException disk) {
      throw new UncheckedIOException("can't write to " + folder + ": " + disk, disk);
    }
  }
}
