package dev.sightline.trainer.data.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.Holdout;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Split;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * A folder of PNG, JPEG, BMP or GIF files: {@code train/<class>/*} and {@code test/<class>/*}, or
 * {@code <class>/*}, of which a share is held out; there or in one single folder there.
 *
 * <p>The data set's sha256 is that of the list of its image files and theirs, {@code "<sha256>
 * <path>\n"} in the order of the paths: the same as {@code find train test -type f | LC_ALL=C sort
 * | xargs sha256sum | sha256sum}, where all files are images of no more than 64 MiB.
 *
 * @param drawnBy what draws the held-out files where there is no {@code test/<class>/}
 */
public record ImageFolder(Path folder, Holdout drawnBy) implements DataSource {

  @Override
  public DataSet load(ImageSize size, ResizeMethod method) {
    LocatedTree located = locate();
    Map<String, String> sha256ByPath = new ConcurrentSkipListMap<>();
    ImageTreeReader.Content hashing =
        path -> {
          byte[] file = read(located.path(path));
          sha256ByPath.put(path, Digest.sha256().add(file).hex());
          return file;
        };
    located.tree().table().ifPresent(table -> addDigest(located, table, sha256ByPath));
    return new ImageTreeReader(folder, located.tree(), hashing)
        .read(name(), size, method, () -> sha256Of(sha256ByPath));
  }

  @Override
  public ImageSplit split(Split split) {
    LocatedTree located = locate();
    return new TreeSplit(
        folder,
        name(),
        located.tree(),
        split,
        () -> new OpenContent(located.content(this::read), () -> {}),
        () -> sha256(located));
  }

  /** As {@link #load} finds it, without decoding anything; on every core, as disks like it. */
  private String sha256(LocatedTree located) {
    Map<String, String> sha256ByPath = new ConcurrentSkipListMap<>();
    Stream.concat(
            located.tree().table().stream(),
            Stream.of(Split.values())
                .flatMap(split -> located.tree().files(split).stream())
                .map(ImageTree.File::path))
        .parallel()
        .filter(path -> isUsable(folder.resolve(located.path(path))))
        .forEach(path -> addDigest(located, path, sha256ByPath));
    return sha256Of(sha256ByPath);
  }

  private void addDigest(LocatedTree located, String path, Map<String, String> sha256ByPath) {
    sha256ByPath.put(path, Digest.sha256().add(folder.resolve(located.path(path))).hex());
  }

  private boolean isUsable(Path file) {
    try {
      return Files.size(file) <= ImageTreeReader.Content.MOST_BYTES;
    } catch (IOException unreadable) {
      throw new DataSetException(
          folder + ": " + file + " cannot be read: " + unreadable, unreadable);
    }
  }

  @Override
  public Optional<Holdout> holdout() {
    return locate().tree().holdout();
  }

  @Override
  public ImageSize nativeSize() {
    return reader().nativeSize();
  }

  @Override
  public Stream<EncodedExample> heldOutFiles() {
    return reader().heldOutFiles();
  }

  private ImageTreeReader reader() {
    LocatedTree located = locate();
    return new ImageTreeReader(folder, located.tree(), located.content(this::read));
  }

  private String name() {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  private byte[] read(String path) throws IOException {
    try (InputStream file = Files.newInputStream(folder.resolve(path))) {
      return ImageTreeReader.Content.all(file);
    }
  }

  private LocatedTree locate() {
    return LocatedTree.of(folder, paths(), this::read, drawnBy);
  }

  /** Those of the splits alone where there are some: what lies beside them may be large. */
  private List<String> paths() {
    List<String> paths = new ArrayList<>();
    splits().forEach(split -> addPaths(split, paths));
    List<String> inLowerCase = paths.stream().map(SplitFolders.of(paths)::inLowerCase).toList();
    if (ClassFolders.isSplit(inLowerCase, ImageTree.HELD_OUT)) {
      return paths;
    }
    paths.clear();
    addPaths(folder, paths);
    paths.remove("/");
    return paths;
  }

  private List<Path> splits() {
    try (Stream<Path> top = Files.list(folder)) {
      return top.filter(Files::isDirectory)
          .filter(path -> SplitFolders.isSplit(path.getFileName() + "/"))
          .toList();
    } catch (IOException unreadable) {
      throw new DataSetException(folder + ": cannot be listed: " + unreadable, unreadable);
    }
  }

  private void addPaths(Path start, List<String> paths) {
    try (Stream<Path> walk = Files.walk(start, FileVisitOption.FOLLOW_LINKS)) {
      walk.forEach(path -> paths.add(relative(path) + (Files.isDirectory(path) ? "/" : "")));
    } catch (IOException | UncheckedIOException unreadable) {
      throw new DataSetException(folder + ": cannot be listed: " + unreadable, unreadable);
    }
  }

  private String relative(Path path) {
    List<String> parts = new ArrayList<>();
    folder.relativize(path).forEach(part -> parts.add(part.toString()));
    return String.join("/", parts);
  }

  private static String sha256Of(Map<String, String> sha256ByPath) {
    Digest digest = Digest.sha256();
    sha256ByPath.forEach(
        (path, sha256) -> digest.add((sha256 + "  " + path + "\n").getBytes(UTF_8)));
    return digest.hex();
  }
}
