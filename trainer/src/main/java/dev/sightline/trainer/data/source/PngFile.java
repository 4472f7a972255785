package dev.sightline.trainer.data.source;

import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Encodes uint8 RGB pixels as PNG files: what decodes them gets the same pixels back. */
final class PngFile {
  private PngFile() {}

  /**
   * @param rgb {@code [row, column, channel]}
   */
  static byte[] of(byte[] rgb, ImageSize size) {
    BufferedImage image =
        new BufferedImage(size.width(), size.height(), BufferedImage.TYPE_3BYTE_BGR);
    // The raster's bands are red, green, blue; that its bytes lie the other way round is its
    // matter.
    int[] samples = IntStream.range(0, rgb.length).map(i -> rgb[i] & 0xff).toArray();
    image.getRaster().setPixels(0, 0, size.width(), size.height(), samples);

    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(image);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  /** The held-out examples of a data set, each encoded when the stream comes to it. */
  static Stream<EncodedExample> heldOut(Examples examples, List<String> classes) {
    int[] ranks = ranksWithinClass(examples.labels(), classes.size());
    return IntStream.range(0, examples.size())
        .boxed()
        .sorted(Comparator.comparing(i -> examples.labels()[i]))
        .map(
            i -> {
              String label = classes.get(examples.labels()[i]);
              String name = "%s%s/%04d.png".formatted(ImageTree.HELD_OUT, label, ranks[i]);
              return new EncodedExample(name, label, of(examples.image(i), examples.imageSize()));
            });
  }

  private static int[] ranksWithinClass(int[] labels, int classes) {
    int[] seen = new int[classes];
    return IntStream.of(labels).map(label -> seen[label]++).toArray();
  }
}
