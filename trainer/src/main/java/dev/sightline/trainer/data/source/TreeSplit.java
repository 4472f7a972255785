package dev.sightline.trainer.data.source;

import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Sampling;
import dev.sightline.trainer.data.Skipped;
import dev.sightline.trainer.data.Split;
import dev.sightline.trainer.data.SplitReading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
  public String sha256() {
    return identity.get();
  }

  @Override
  public SplitReading read(ImageSize size, ResizeMethod resize, Consumer<Examples> batches) {
    List<ImageTree.File> files = tree.files(split);
    List<String> faults = new ArrayList<>(tree.misplaced(split));
    UnreadableFiles unreadable = new UnreadableFiles(where, files.size() + faults.size());
    boolean[] seen = new boolean[tree.classes().size()];
    int images = 0;
    int resized = 0;
    try (OpenContent open = source.get()) {
      SplitDecoder decoder = new SplitDecoder(where, open.content(), size, resize);
      int batch = size.batch();
      for (int first = 0; first < files.size(); first += batch) {
        int end = Math.min(files.size(), first + batch);
        DecodedSplit decoded = decoder.decode(files.subList(first, end));
        faults.addAll(decoded.faults());
        unreadable.requireFew(faults);
        images += decoded.examples().size();
        resized += decoded.resized();
        Arrays.stream(decoded.examples().labels()).forEach(label -> seen[label] = true);
        if (decoded.examples().size() > 0) {
          batches.accept(decoded.examples());
        }
      }
    } catch (IOException failed) {
      throw new DataSetException(where + ": cannot be closed: " + failed, failed);
    }
    unreadable.requireEvery(tree, split, seen);
    return new SplitReading(images, Skipped.of(faults), resized);
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
                .formatted(where, chosen.size(), decoded.faults().get(0)));
      }
      return decoded.examples();
    } catch (IOException failed) {
      throw new DataSetException(where + ": cannot be closed: " + failed, failed);
    }
  }
}
