package dev.sightline.trainer.data.source;

import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.PngFile;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The held-out examples of a data set that has no files, as PNG files. */
final class HeldOutFiles {
  private HeldOutFiles() {}

  /** Class by class, each encoded when the stream comes to it. */
  static Stream<EncodedExample> of(Examples examples, List<String> classes) {
    int[] ranks = ranksWithinClass(examples.labels(), classes.size());
    return IntStream.range(0, examples.size())
        .boxed()
        .sorted(Comparator.comparing(i -> examples.labels()[i]))
        .map(
            i -> {
              String label = classes.get(examples.labels()[i]);
              String name = "%s%s/%04d.png".formatted(ImageTree.HELD_OUT, label, ranks[i]);
              byte[] content = PngFile.of(examples.image(i), examples.imageSize());
              return new EncodedExample(name, label, content);
            });
  }

  private static int[] ranksWithinClass(int[] labels, int classes) {
    int[] seen = new int[classes];
    return IntStream.of(labels).map(label -> seen[label]++).toArray();
  }
}
