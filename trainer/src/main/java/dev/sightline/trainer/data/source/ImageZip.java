package dev.sightline.trainer.data.source;

import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.Holdout;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A zip of PNG, JPEG, BMP or GIF files, laid out as an {@link ImageFolder}. Entries are read where
 * they lie; nothing is unpacked to disk.
 *
 * <p>The data set's sha256 is that of the zip file.
 *
 * @param drawnBy what draws the held-out files where there is no {@code test/<class>/}
 */
public record ImageZip(Path file, Holdout drawnBy) implements DataSource {

  @Override
  public DataSet load(ImageSize size, ResizeMethod method) {
    return whileOpen(entries -> reader(entries).read(name(), size, method, this::sha256));
  }

  @Override
  public ImageSplit split(Split split) {
    LocatedTree located = whileOpen(this::locate);
    return new TreeSplit(
        file, name(), located.tree(), split, () -> openContent(located), this::sha256);
  }

  private OpenContent openContent(LocatedTree located) {
    ZipEntries entries = open();
    return new OpenContent(located.content(entries::read), entries);
  }

  private String sha256() {
    return Digest.sha256().add(file).hex();
  }

  @Override
  public Optional<Holdout> holdout() {
    return whileOpen(this::locate).tree().holdout();
  }

  @Override
  public ImageSize nativeSize() {
    return whileOpen(entries -> reader(entries).nativeSize());
  }

  @Override
  public Stream<EncodedExample> heldOutFiles() {
    ZipEntries entries = open();
    try {
      return reader(entries).heldOutFiles().onClose(() -> close(entries));
    } catch (RuntimeException failed) {
      close(entries);
      throw failed;
    }
  }

  private <T> T whileOpen(Function<ZipEntries, T> use) {
    try (ZipEntries entries = open()) {
      return use.apply(entries);
    } catch (IOException failed) {
      throw unreadable(failed);
    }
  }

  private ZipEntries open() {
    try {
      return ZipEntries.open(file);
    } catch (IOException failed) {
      throw unreadable(failed);
    }
  }

  private DataSetException unreadable(IOException failed) {
    return new DataSetException(file + ": not a whole zip file: " + failed.getMessage(), failed);
  }

  private static void close(ZipEntries entries) {
    try {
      entries.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private String name() {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private ImageTreeReader reader(ZipEntries entries) {
    LocatedTree located = locate(entries);
    return new ImageTreeReader(file, located.tree(), located.content(entries::read));
  }

  private LocatedTree locate(ZipEntries entries) {
    return LocatedTree.of(file, entries.paths(), entries::read, drawnBy);
  }
}
