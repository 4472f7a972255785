package dev.sightline.trainer.report;

import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.evaluation.ScoredImages;
import dev.sightline.trainer.training.Epoch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Runs with made-up results, the same every time. */
public final class FabricatedRuns {
  private FabricatedRuns() {}

  public static TrainingRun of(
      List<String> classes, Examples training, Examples heldOut, int epochs, double sharpness) {
    return of(classes, training, heldOut, epochs, scored(classes.size(), heldOut, sharpness));
  }

  public static TrainingRun of(
      List<String> classes, Examples training, Examples heldOut, int epochs, ScoredImages scored) {
    return new TrainingRun(
        new RunFacts(
            "tutorial",
            Instant.parse("2026-01-02T03:04:05Z"),
            "cifar10-jpeg",
            "b52b73c56196c0a56fa64d99627a6382d64893cfeb02c1be581137764747c183",
            training.size(),
            0,
            heldOut.size(),
            7,
            Duration.ofSeconds(980),
            1_066.4,
            1_186_986,
            2.4e14),
        new TreeMap<>(Map.of("batchSize", "32", "learningRate", "0.001", "epochs", "" + epochs)),
        "Model: \"tutorial\"\n conv2d (Conv2D)   (None, 32, 32, 32)   896\n",
        classes,
        training,
        history(epochs),
        heldOut,
        scored,
        Optional.of(new Calibrated("temperature 1.60", softened(scored, 1.6).predicted())));
  }

  /** Images of coloured noise. */
  public static Examples noise(int count, int classes, int height, int width) {
    SplittableRandom random = new SplittableRandom(3);
    byte[] pixels = new byte[count * height * width * 3];
    random.nextBytes(pixels);
    return new Examples(
        height, width, pixels, IntStream.range(0, count).map(i -> i % classes).toArray());
  }

  /** Probabilities that lean towards the actual class. */
  public static ScoredImages scored(int classes, Examples examples, double sharpness) {
    SplittableRandom random = new SplittableRandom(5);
    float[] probabilities = new float[examples.size() * classes];
    for (int i = 0; i < examples.size(); i++) {
      double sum = 0;
      for (int c = 0; c < classes; c++) {
        double lean = c == examples.labels()[i] ? 2.2 : c / 2 == examples.labels()[i] / 2 ? 1 : 0;
        double noise = -Math.log(random.nextDouble() + 1e-9);
        double power = Math.exp(sharpness * (lean + noise));
        probabilities[i * classes + c] = (float) power;
        sum += power;
      }
      for (int c = 0; c < classes; c++) {
        probabilities[i * classes + c] /= (float) sum;
      }
    }
    return new ScoredImages(classes, examples.labels(), probabilities);
  }

  /** As after dividing the logits by a temperature. */
  public static ScoredImages softened(ScoredImages scored, double temperature) {
    int classes = scored.classes();
    float[] softened = new float[scored.probabilities().length];
    for (int i = 0; i < scored.count(); i++) {
      double sum = 0;
      for (int c = i * classes; c < (i + 1) * classes; c++) {
        softened[c] = (float) Math.pow(scored.probabilities()[c], 1 / temperature);
        sum += softened[c];
      }
      for (int c = i * classes; c < (i + 1) * classes; c++) {
        softened[c] /= (float) sum;
      }
    }
    return new ScoredImages(classes, scored.labels(), softened);
  }

  public static List<Epoch> history(int epochs) {
    List<Epoch> history = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(11);
    for (int number = 1; number <= epochs; number++) {
      history.add(
          new Epoch(
              number,
              50_000,
              1.6 / Math.sqrt(number),
              1 - 0.55 / number,
              0.65 + 0.6 / number + random.nextDouble() * 0.06,
              0.84 - 0.35 / number - random.nextDouble() * 0.02,
              1e-3 / number,
              Duration.ofSeconds(47),
              Duration.ofSeconds(46),
              Duration.ofSeconds(49)));
    }
    return history;
  }
}
