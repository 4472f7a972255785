package dev.sightline.trainer.report.pictures;

import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.evaluation.PredictedImages;
import dev.sightline.trainer.report.TrainingRun;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The three grids of a report: what was trained on, what was predicted, what went most wrong. */
final class ImageGrids {
  private ImageGrids() {}

  /** Images drawn at random, with the names of their classes. */
  static Picture samples(Examples examples, List<String> classes, long seed) {
    List<Tile> tiles =
        IntStream.of(Draw.of(examples.size(), ImageGrid.TILES, seed))
            .mapToObj(i -> Tile.sample(examples.image(i), classes.get(examples.labels()[i])))
            .toList();
    return ImageGrid.of(
        examples.imageSize(), tiles, tiles.size() + " training images with their class names");
  }

  /** Held-out images drawn at random: as many of them are wrong as chance will have it. */
  static Picture predictions(TrainingRun run, long seed) {
    int[] drawn = drawn(run.scored(), seed);
    long misses = IntStream.of(drawn).filter(i -> !run.scored().isRight(i)).count();
    return grid(
        run,
        IntStream.of(drawn),
        "%d images with predicted and true class, %d of them mistaken"
            .formatted(drawn.length, misses));
  }

  /** The mistakes of the highest confidence, worst first. */
  static Picture mistakes(TrainingRun run) {
    int[] worst = worst(run.scored());
    return grid(run, IntStream.of(worst), "the %d most confident mistakes".formatted(worst.length));
  }

  /** The images that are shown of those that were predicted, each once. */
  static int[] shown(PredictedImages scored, long seed) {
    return IntStream.concat(IntStream.of(drawn(scored, seed)), IntStream.of(worst(scored)))
        .distinct()
        .toArray();
  }

  private static int[] drawn(PredictedImages scored, long seed) {
    return Draw.of(scored.count(), ImageGrid.TILES, seed);
  }

  private static int[] worst(PredictedImages scored) {
    return worstFirst(scored).stream().limit(ImageGrid.TILES).mapToInt(i -> i).toArray();
  }

  /** All images that are mistaken. */
  static List<Integer> worstFirst(PredictedImages scored) {
    return IntStream.range(0, scored.count())
        .filter(i -> !scored.isRight(i))
        .boxed()
        .sorted(Comparator.comparing(i -> -scored.confidence(i)))
        .toList();
  }

  private static Picture grid(TrainingRun run, IntStream images, String description) {
    List<Tile> tiles = images.mapToObj(i -> tile(run, i)).toList();
    return ImageGrid.of(run.heldOut().imageSize(), tiles, description);
  }

  private static Tile tile(TrainingRun run, int image) {
    PredictedImages scored = run.scored();
    return Tile.prediction(
        run.heldOut().image(image),
        run.classes().get(scored.top1(image)),
        scored.confidence(image),
        run.classes().get(scored.labels()[image]));
  }
}
