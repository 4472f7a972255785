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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder where a model version stands unpacked while it is loaded. For one thread. */
public final class ModelStaging implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ModelStaging.class);

  /** In each version's folder. */
  static final String ARCHIVE = "archive.zip";

  static final String SAVED_MODEL = "saved-model";

  private final Path root;
  private final StagingLeftovers leftovers;
  private final ModelArchive archive = new ModelArchive();

  /**
   * @param root created when missing; each version gets a folder of its own in it
   */
  public ModelStaging(Path root) {
    this.root = root;
    this.leftovers = new StagingLeftovers(root);
  }

  /** A version's unpacked SavedModel; gone when closed, as far as the disk lets it. */
  public record Folder(Path work, Path path) implements AutoCloseable {
    @Override
    public void close() {
      try {
        delete(work);
      } catch (IOException left) {
        LOG.warn("{} can't be deleted and is left until the next start: {}", work, left.toString());
      }
    }
  }

  /** Removes what earlier processes left, if the disk lets it: once, and by nobody's need. */
  public void removeLeftovers() {
    try {
      leftovers.remove();
    } catch (IOException e) {
      LOG.warn("what earlier processes left below {} can't be removed now: {}", root, e.toString());
    }
  }

  /**
   * Fetches a version's archive, verifies it and unpacks it. The caller closes the folder.
   *
   * @throws dev.sightline.models.ModelRejectedException when it is not what its manifest says
   * @throws UncheckedIOException when the disk fails
   */
  Folder unpack(ModelCatalogue catalogue, PublishedModel published) {
    removeLeftovers();
    Path work = newFolder(published.manifest().getName());
    try {
      Path zip = work.resolve(ARCHIVE);
      catalogue.fetch(published, zip);
      return new Folder(work, archive.unpack(zip, work.resolve(SAVED_MODEL)));
    } catch (RuntimeException | Error e) {
      new Folder(work, work).close();
      throw e;
    }
  }

  private Path newFolder(String model) {
    try {
      return Files.createTempDirectory(Files.createDirectories(root), model + "-");
    } catch (IOException disk) {
      throw new UncheckedIOException("can't write below " + root + ": " + disk, disk);
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    }
  }

  @Override
  public void close() {
    leftovers.close();
  }
}
