package dev.sightline.trainer.data.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.EncodedExample;
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
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * A folder of PNG, JPEG, BMP or GIF files: {@code train/<class>/*} and {@code test/<class>/*}.
 *
 * <p>The data set's sha256 is that of the list of its image files and theirs, {@code "<sha256>
 * <path>\n"} in the order of the paths: the same as {@code find train test -type f | LC_ALL=C sort
 * | xargs sha256sum | sha256sum}, where all files are images of no more than 64 MiB.
 */
public record ImageFolder(Path folder) implements DataSource {

  @Override
  public DataSet load(ImageSize size, ResizeMethod method) {
    Map<String, String> sha256ByPath = new ConcurrentSkipListMap<>();
    ImageTreeReader.Content hashing =
        path -> {
          byte[] file = read(path);
          sha256ByPath.put(path, Digest.sha256().add(file).hex());
          return file;
        };
    return new ImageTreeReader(folder, tree(), hashing)
        .read(name(), size, method, () -> sha256Of(sha256ByPath));
  }

  @Override
  public ImageSplit split(Split split) {
    ImageTree tree = tree();
    return new TreeSplit(
        folder,
        name(),
        tree,
        split,
        () -> new OpenContent(this::read, () -> {}),
        () -> sha256(tree));
  }

  /** As {@link #load} finds it, without decoding anything; on every core, as disks like it. */
  private String sha256(ImageTree tree) {
    Map<String, String> sha256ByPath = new ConcurrentSkipListMap<>();
    Stream.of(Split.values())
        .flatMap(split -> tree.files(split).stream())
        .parallel()
        .map(ImageTree.File::path)
        .filter(this::isUsable)
        .forEach(path -> sha256ByPath.put(path, Digest.sha256().add(folder.resolve(path)).hex()));
    return sha256Of(sha256ByPath);
  }

  private boolean isUsable(String path) {
    try {
      return Files.size(folder.resolve(path)) <= ImageTreeReader.Content.MOST_BYTES;
    } catch (IOException unreadable) {
      throw new DataSetException(
          folder + ": " + path + " cannot be read: " + unreadable, unreadable);
    }
  }

  @Override
  public ImageSize nativeSize() {
    return reader(tree()).nativeSize();
  }

  @Override
  public Stream<EncodedExample> heldOutFiles() {
    ImageTree tree = tree();
    return reader(tree).heldOutFiles();
  }

  private ImageTreeReader reader(ImageTree tree) {
    return new ImageTreeReader(folder, tree, this::read);
  }

  private String name() {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  private byte[] read(String path) throws IOException {
    try (InputStream file = Files.newInputStream(folder.resolve(path))) {
      return ImageTreeReader.Content.all(file);
    }
  }

  private ImageTree tree() {
    List<String> paths = new ArrayList<>();
    for (String split : List.of(ImageTree.TRAINING, ImageTree.HELD_OUT)) {
      Path start = folder.resolve(split);
      if (Files.isDirectory(start)) {
        addPaths(start, paths);
      }
    }
    return ImageTree.of(folder, paths);
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
