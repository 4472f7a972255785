package dev.sightline.trainer.tensorboard;

import dev.sightline.trainer.training.Epoch;
import dev.sightline.trainer.training.Step;
import dev.sightline.trainer.training.TrainingListener;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * A training as TensorBoard shows it: {@code tensorboard --logdir FOLDER}.
 *
 * <p>There are two runs, {@code train} and {@code validation}, with the tags that Keras' callback
 * has, so that a curve of each lies over the other: {@code epoch_loss} and {@code epoch_accuracy}
 * by epoch in both; {@code batch_loss} and {@code batch_accuracy} by step, {@code
 * epoch_learning_rate} and {@code epoch_images_per_second} in {@code train}. Epochs and steps are
 * counted from 1, steps on from one epoch to the next. A resumed training adds files to the same
 * folder and goes on in the same curves.
 *
 * <p>For one thread. Close it, or the last seconds may be missing.
 */
public final class TensorBoardWriter implements TrainingListener, AutoCloseable {
  private final EventFile train;
  private final EventFile validation;

  /**
   * @param folder gets a folder for each run; made when there is none
   * @param clock the time of an event
   */
  public TensorBoardWriter(Path folder, InstantSource clock) {
    train = new EventFile(folder.resolve("train"), clock);
    validation = new EventFile(folder.resolve("validation"), clock);
  }

  @Override
  public void onStep(Step step) {
    long number = stepsBefore(step) + step.number();
    train.scalar("batch_loss", number, step.loss());
    train.scalar("batch_accuracy", number, step.accuracy());
  }

  @Override
  public void onEpoch(Epoch epoch) {
    train.scalar("epoch_loss", epoch.number(), epoch.loss());
    train.scalar("epoch_accuracy", epoch.number(), epoch.accuracy());
    train.scalar("epoch_learning_rate", epoch.number(), epoch.learningRate());
    train.scalar("epoch_images_per_second", epoch.number(), epoch.imagesPerSecond());
    validation.scalar("epoch_loss", epoch.number(), epoch.validationLoss());
    validation.scalar("epoch_accuracy", epoch.number(), epoch.validationAccuracy());
    train.flush();
    validation.flush();
  }

  /**
   * A picture of what is trained on, such as the sample grid.
   *
   * @param step what TensorBoard's slider says; the epoch
   * @param png a PNG file
   * @throws IllegalArgumentException when it is none
   */
  public void trainingImage(String tag, long step, byte[] png) {
    train.image(tag, step, png);
    train.flush();
  }

  /** A picture of what is evaluated, such as the confusion matrix; otherwise the same. */
  public void validationImage(String tag, long step, byte[] png) {
    validation.image(tag, step, png);
    validation.flush();
  }

  @Override
  public void close() {
    try (validation) {
      train.close();
    }
  }

  /**
   * The steps of the epochs before. Taken from this step alone, so that a resumed training counts
   * on: an epoch's batches are of one size, but for the last.
   */
  private static long stepsBefore(Step step) {
    int batchSize = step.images() / step.number();
    boolean last = step.images() == step.imagesInEpoch();
    int perEpoch =
        last ? step.number() : (step.imagesInEpoch() + batchSize - 1) / Math.max(1, batchSize);
    return (step.epoch() - 1L) * perEpoch;
  }
}
