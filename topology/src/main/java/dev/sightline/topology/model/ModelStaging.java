package dev.sightline.topology.model;

import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.catalogue.ModelCatalogue;
import dev.sightline.models.catalogue.PublishedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder where a model version stands unpacked while it is loaded. */
public final class ModelStaging {
  private final Path root;
  private final ModelArchive archive = new ModelArchive();

  /**
   * @param root created when missing; each version gets a folder of its own in it
   */
  public ModelStaging(Path root) {
    this.root = root;
  }

  /** A version's unpacked SavedModel; gone when closed. */
  public record Folder(Path work, Path path) implements AutoCloseable {
    @Override
    public void close() {
      try (Stream<Path> tree = Files.walk(work)) {
        List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        for (Path path : deepestFirst) {
          Files.delete(path);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("can't delete " + work, e);
      }
    }
  }

  /**
   * Fetches a version's archive, verifies it and unpacks it. The caller closes the folder.
   *
   * @throws dev.sightline.models.ModelRejectedException when it is not what its manifest says
   */
  Folder unpack(ModelCatalogue catalogue, PublishedModel published) {
    try {
      Files.createDirectories(root);
      Path work = Files.createTempDirectory(root, published.manifest().getName() + "-");
      try {
        Path zip = work.resolve("archive.zip");
        catalogue.fetch(published, zip);
        return new Folder(work, archive.unpack(zip, work.resolve("saved-model")));
      } catch (RuntimeException e) {
        new Folder(work, work).close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("can't write below " + root, e);
    }
  }
}
