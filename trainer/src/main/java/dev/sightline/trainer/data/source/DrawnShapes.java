package dev.sightline.trainer.data.source;

import dev.sightline.schemas.ResizeMethod;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.data.EncodedExample;
import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.ImageSize;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Skipped;
import dev.sightline.trainer.data.Split;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A data set that is always there: ten classes of shapes drawn at 32×32, each in its own place,
 * size, rotation and colour on a noisy background. It is for trying the pipeline without data: a
 * small network learns it in an epoch or two.
 *
 * <p>Image {@code i} of a split depends on the seed, the split and {@code i} alone, so a larger
 * data set starts with the images of a smaller one. Classes take turns: their counts differ by one
 * at most. The data set's sha256 is that of the pixels and labels, both splits, at 32×32.
 *
 * @param seed of everything random in it
 * @param trainingImages in the training split, at least one a class
 * @param heldOutImages in the held-out split, at least one a class
 * @throws IllegalArgumentException when a split is smaller than the number of classes
 */
public record DrawnShapes(long seed, int trainingImages, int heldOutImages) implements DataSource {
  static final String NAME = "drawn-shapes";

  private static final ImageSize SIZE = ImageSize.CIFAR;
  private static final DrawnShape[] SHAPES = DrawnShape.values();
  private static final List<String> CLASSES =
      Arrays.stream(SHAPES).map(shape -> shape.name().toLowerCase(Locale.ROOT)).toList();

  /** Those that stand in for a data set that nobody has. */
  public static final DrawnShapes ASKED_FOR = new DrawnShapes(1, 20_000, 5_000);

  public DrawnShapes {
    if (trainingImages < SHAPES.length || heldOutImages < SHAPES.length) {
      throw new IllegalArgumentException(
          "splits of %d and %d images for %d classes"
              .formatted(trainingImages, heldOutImages, SHAPES.length));
    }
  }

  /** 10,000 training and 2,000 held-out images. */
  public DrawnShapes(long seed) {
    this(seed, 10_000, 2_000);
  }

  @Override
  public DataSet load(ImageSize size, ResizeMethod method) {
    Examples training = training();
    Examples heldOut = heldOut();
    return new DataSet(
            NAME,
            sha256(training, heldOut),
            CLASSES,
            training,
            Examples.none(SIZE),
            heldOut,
            Skipped.NONE)
        .resized(size, method);
  }

  private static String sha256(Examples training, Examples heldOut) {
    Digest digest = Digest.sha256();
    for (Examples split : List.of(training, heldOut)) {
      digest.add(split.pixels());
      Arrays.stream(split.labels()).forEach(label -> digest.add(new byte[] {(byte) label}));
    }
    return digest.hex();
  }

  @Override
  public ImageSplit split(Split split) {
    return new ExamplesSplit(
        NAME,
        CLASSES,
        () -> sha256(training(), heldOut()),
        split == Split.TEST ? this::heldOut : this::training);
  }

  @Override
  public ImageSize nativeSize() {
    return SIZE;
  }

  /** PNG files. */
  @Override
  public Stream<EncodedExample> heldOutFiles() {
    return HeldOutFiles.of(heldOut(), CLASSES);
  }

  private Examples training() {
    return draw(0, trainingImages);
  }

  private Examples heldOut() {
    return draw(1, heldOutImages);
  }

  private Examples draw(int split, int images) {
    byte[] pixels = SIZE.allocate(images);
    int[] labels = IntStream.range(0, images).map(i -> i % SHAPES.length).toArray();
    long splitSeed = scatter(scatter(seed) + split);
    IntStream.range(0, images)
        .parallel()
        .forEach(
            i ->
                draw(
                    SHAPES[labels[i]],
                    new SplittableRandom(scatter(splitSeed + i)),
                    pixels,
                    i * SIZE.bytes()));
    return new Examples(SIZE.height(), SIZE.width(), pixels, labels);
  }

  /** Makes seeds that are neighbours into seeds that have nothing in common. */
  private static long scatter(long seed) {
    return new SplittableRandom(seed).nextLong();
  }

  private static void draw(DrawnShape shape, SplittableRandom random, byte[] pixels, int offset) {
    BufferedImage canvas =
        new BufferedImage(SIZE.width(), SIZE.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = canvas.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      Color background = color(random);
      graphics.setColor(background);
      graphics.fillRect(0, 0, SIZE.width(), SIZE.height());
      graphics.setColor(contrasting(background, random));
      graphics.fill(placement(random).createTransformedShape(shape.outline()));
    } finally {
      graphics.dispose();
    }
    copyWithNoise(canvas, random, pixels, offset);
  }

  /** Anywhere where all of it is inside or nearly so, at any angle, 13 to 26 pixels across. */
  private static AffineTransform placement(SplittableRandom random) {
    double radius = random.nextDouble(6.5, 13);
    double room = 16.5 - radius;
    AffineTransform placement =
        AffineTransform.getTranslateInstance(
            SIZE.width() / 2.0 + random.nextDouble(-room, room),
            SIZE.height() / 2.0 + random.nextDouble(-room, room));
    placement.rotate(random.nextDouble(2 * Math.PI));
    placement.scale(radius, radius);
    return placement;
  }

  private static Color color(SplittableRandom random) {
    return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }

  /** A colour that differs from the other by enough to be seen through the noise. */
  private static Color contrasting(Color other, SplittableRandom random) {
    while (true) {
      Color color = color(random);
      int difference =
          Math.abs(color.getRed() - other.getRed())
              + Math.abs(color.getGreen() - other.getGreen())
              + Math.abs(color.getBlue() - other.getBlue());
      if (difference > 150) {
        return color;
      }
    }
  }

  /** Adds to each channel of each pixel a triangular noise whose strength is the image's own. */
  private static void copyWithNoise(
      BufferedImage canvas, SplittableRandom random, byte[] pixels, int offset) {
    int strength = random.nextInt(10, 60);
    int at = offset;
    for (int y = 0; y < SIZE.height(); y++) {
      for (int x = 0; x < SIZE.width(); x++) {
        int rgb = canvas.getRGB(x, y);
        for (int shift = 16; shift >= 0; shift -= 8) {
          int noise = random.nextInt(strength + 1) - random.nextInt(strength + 1);
          pixels[at++] = (byte) Math.max(0, Math.min(255, (rgb >> shift & 0xff) + noise));
        }
      }
    }
  }
}
