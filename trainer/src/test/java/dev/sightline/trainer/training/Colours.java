package dev.sightline.trainer.training;

import dev.sightline.trainer.data.Examples;
import dev.sightline.trainer.data.batch.Batch;
import dev.sightline.trainer.data.batch.BatchSource;
import dev.sightline.trainer.data.batch.EpochBatches;
import dev.sightline.trainer.network.Activation;
import dev.sightline.trainer.network.Layer;
import dev.sightline.trainer.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.tensorflow.ndarray.Shape;

/** Noisy images that are mostly red, green or blue, and a small network that can tell which. */
public final class Colours {
  private Colours() {}

  /** Every type of layer, over 8×8 pixels. */
  public static Network network() {
    return new Network(
        "colours",
        Shape.of(8, 8, 3),
        List.of(
            new Layer.Conv(3, 4, Activation.RELU),
            new Layer.BatchNorm(0.8f, 1e-3f, true),
            new Layer.MaxPool(2),
            new Layer.Flatten(),
            new Layer.Dropout(0.2f),
            new Layer.Dense(8, Activation.RELU),
            new Layer.Dense(3, Activation.SOFTMAX)));
  }

  /** Images of a network's input shape, the label being the channel that is brightest. */
  public static Examples images(Network network, int count, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * network.imageBytes()];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = random.nextInt(3);
      for (int p = 0; p < network.imageBytes(); p++) {
        int bright = p % 3 == labels[i] ? 80 : 0;
        pixels[i * network.imageBytes() + p] = (byte) (random.nextInt(176) + bright);
      }
    }
    return new Examples((int) network.input().get(0), (int) network.input().get(1), pixels, labels);
  }

  /** The images in their order, in batches; the last is what is left. */
  public static BatchSource batches(Examples images, int batchSize) {
    int imageBytes = images.pixels().length / images.size();
    List<Batch> batches = new ArrayList<>();
    for (int first = 0; first < images.size(); first += batchSize) {
      int end = Math.min(first + batchSize, images.size());
      batches.add(
          new Batch(
              Arrays.copyOfRange(images.pixels(), first * imageBytes, end * imageBytes),
              Arrays.copyOfRange(images.labels(), first, end),
              end - first));
    }
    return source(images.size(), batches);
  }

  /** Batches that are the same in every epoch. */
  public static BatchSource source(int images, List<Batch> batches) {
    return new BatchSource() {
      @Override
      public int images() {
        return images;
      }

      @Override
      public int perEpoch() {
        return batches.size();
      }

      @Override
      public EpochBatches epoch(int number, int stepsDone) {
        return EpochBatches.of(batches.subList(stepsDone, batches.size()));
      }
    };
  }
}
