package dev.sightline.trainer.data.source;

import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.Holdout;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Sampling;
import dev.sightline.trainer.data.Skipped;
import dev.sightline.trainer.data.Split;
import dev.sightline.trainer.data.SplitReading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A split of a tree of image files, decoded a batch at a time.
 *
 * @param where the folder or zip, for messages
 * @param source opened for each reading
 * @param identity of the whole data set
 */
record TreeSplit(
    Object where,
    String dataSet,
    ImageTree tree,
    Split split,
    Supplier<OpenContent> source,
    Supplier<String> identity)
    implements ImageSplit {

  @Override
  public List<String> classes() {
    return tree.classes();
  }

  @Override
  public Optional<Holdout> holdout() {
    return tree.holdout();
  }

  @Override
  public String sha256() {
    return identity.get();
  }

  @Override
  public SplitReading read(ImageSize size, ResizeMethod resize, Consumer<Examples> batches) {
    List<ImageTree.File> files = tree.files(split);
    List<LeftOut> leftOut = new ArrayList<>(tree.leftOut(split));
    UnreadableFiles unreadable = new UnreadableFiles(where, tree, files.size());
    Set<Integer> seen = new HashSet<>();
    int images = 0;
    int resized = 0;
    try (OpenContent open = source.get()) {
      SplitDecoder decoder = new SplitDecoder(where, open.content(), size, resize);
      int batch = size.batch();
      for (int first = 0; first < files.size(); first += batch) {
        int end = Math.min(files.size(), first + batch);
        DecodedSplit decoded = decoder.decode(files.subList(first, end));
        leftOut.addAll(decoded.leftOut());
        unreadable.requireFew(leftOut);
        images += decoded.examples().size();
        resized += decoded.resized();
        Arrays.stream(decoded.examples().labels()).forEach(seen::add);
        if (decoded.examples().size() > 0) {
          batches.accept(decoded.examples());
        }
      }
    } catch (IOException failed) {
      throw new DataSetException(where + ": cannot be closed: " + failed, failed);
    }
    unreadable.requireEvery(split, seen.stream().mapToInt(Integer::intValue).toArray(), leftOut);
    return new SplitReading(
        images, Skipped.of(leftOut.stream().map(LeftOut::toString).toList()), resized);
  }

  @Override
  public Examples sample(int most, ImageSize size, ResizeMethod resize) {
    List<ImageTree.File> files = tree.files(split);
    List<ImageTree.File> chosen =
        Arrays.stream(Sampling.indices(files.size(), most, size)).mapToObj(files::get).toList();
    try (OpenContent open = source.get()) {
      DecodedSplit decoded = new SplitDecoder(where, open.content(), size, resize).decode(chosen);
      if (decoded.examples().size() == 0) {
        throw new DataSetException(
            "%s: none of %d images can be read; the first: %s"
                .formatted(where, chosen.size(), decoded.leftOut().get(0)));
      }
      return decoded.examples();
    } catch (IOException failed) {
      throw new DataSetException(where + ": cannot be closed: " + failed, failed);
    }
  }
}
