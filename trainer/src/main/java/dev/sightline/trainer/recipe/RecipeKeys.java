package dev.sightline.trainer.recipe;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import dev.sightline.inference.session.Precision;
import dev.sightline.trainer.augmentation.HorizontalFlip;
import dev.sightline.trainer.data.batch.LastBatch;
import dev.sightline.trainer.network.Views;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys of a recipe: type, default, range and meaning of each. */
public final class RecipeKeys {
  public static final String NETWORK = "network";
  public static final String WIDTHS = "network.widths";
  public static final String VIEWS = "network.views";
  public static final String TRAINING_IMAGES = "training.images";
  public static final String VALIDATION_IMAGES = "validation.images";
  public static final String FLIP = "augmentation.flip";
  public static final String CROP = "augmentation.crop.padding";
  public static final String CUTOUT = "augmentation.cutout.size";
  public static final String BRIGHTNESS = "augmentation.jitter.brightness";
  public static final String CONTRAST = "augmentation.jitter.contrast";
  public static final String SATURATION = "augmentation.jitter.saturation";
  public static final String EPOCHS = "epochs";
  public static final String BATCH_SIZE = "batch.size";
  public static final String LAST_BATCH = "batch.last";
  public static final String OPTIMIZER = "optimizer";
  public static final String MOMENTUM = "optimizer.momentum";
  public static final String WEIGHT_DECAY = "optimizer.weight.decay";
  public static final String VECTOR_RATE = "optimizer.vector.rate";
  public static final String KERNEL_MOMENTUM = "optimizer.kernel.momentum";
  public static final String KERNEL_RATE = "optimizer.kernel.rate";
  public static final String LEARNING_RATE = "learning.rate";
  public static final String SCHEDULE = "learning.rate.schedule";
  public static final String START = "learning.rate.start";
  public static final String PEAK_AT = "learning.rate.peak.at";
  public static final String END = "learning.rate.end";
  public static final String LABEL_SMOOTHING = "label.smoothing";
  public static final String AVERAGING_EVERY = "averaging.every.steps";
  public static final String AVERAGING_KEEP = "averaging.keep";
  public static final String PATIENCE = "early.stopping.patience";
  public static final String KEEP_BEST = "keep.best";
  public static final String PRECISION = "precision";
  public static final String SEED = "seed";

  /** The values of {@link #NETWORK}. */
  enum NetworkChoice {
    TUTORIAL,
    WHITENED
  }

  /** The values of {@link #OPTIMIZER}. */
  enum OptimizerChoice {
    ADAM,
    NESTEROV,
    MUON
  }

  /** The values of {@link #SCHEDULE}. */
  enum ScheduleChoice {
    CONSTANT,
    TRIANGLE
  }

  static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              NETWORK,
              Type.STRING,
              "whitened",
              oneOf(NetworkChoice.class),
              HIGH,
              "tutorial: the CNN of the Keras tutorials; whitened: a fixed whitening convolution,"
                  + " then blocks of two convolutions each.")
          .define(
              WIDTHS, Type.LIST, "64,256,256", HIGH, "whitened: number of filters in each block.")
          .define(
              VIEWS,
              Type.STRING,
              "single",
              oneOf(Views.class),
              MEDIUM,
              "whitened: average the answer over views of the image: the image alone (single), with"
                  + " its mirror image (mirrored), or with both shifted by a pixel as well"
                  + " (shifted); scoring costs 1, 2 or 4 passes.")
          .define(
              TRAINING_IMAGES,
              Type.INT,
              0,
              atLeast(0),
              LOW,
              "Number of training images to learn from, of each class in proportion, for a quick"
                  + " try; 0: all that there are.")
          .define(
              VALIDATION_IMAGES,
              Type.INT,
              0,
              atLeast(0),
              HIGH,
              "Number of training images set aside to judge epochs and to calibrate on; with 0,"
                  + " epochs are shown on the held-out split and nothing is chosen by them.")
          .define(
              FLIP,
              Type.STRING,
              "none",
              oneOf(HorizontalFlip.Rule.class, "none"),
              MEDIUM,
              "Mirror images left to right: none, random (each with probability 1/2), or"
                  + " alternating (each in every second epoch).")
          .define(
              CROP,
              Type.INT,
              0,
              between(0, 31),
              MEDIUM,
              "Maximum shift of an image, in pixels; 0: none.")
          .define(
              CUTOUT,
              Type.INT,
              0,
              between(0, 32),
              MEDIUM,
              "Side of the square painted over in an image, in pixels; 0: none.")
          .define(
              BRIGHTNESS,
              Type.DOUBLE,
              0d,
              between(0, 1),
              LOW,
              "Maximum random change of the brightness, as a fraction.")
          .define(
              CONTRAST,
              Type.DOUBLE,
              0d,
              between(0, 1),
              LOW,
              "Maximum random change of the contrast, as a fraction.")
          .define(
              SATURATION,
              Type.DOUBLE,
              0d,
              between(0, 1),
              LOW,
              "Maximum random change of the saturation, as a fraction.")
          .define(
              EPOCHS, Type.INT, 20, atLeast(1), HIGH, "Number of passes over the training images.")
          .define(
              BATCH_SIZE, Type.INT, 64, atLeast(1), HIGH, "Number of images in a training step.")
          .define(
              LAST_BATCH,
              Type.STRING,
              "keep",
              oneOf(LastBatch.class),
              LOW,
              "What to do with an epoch's last batch if it is not full: keep or drop it.")
          .define(
              OPTIMIZER,
              Type.STRING,
              "adam",
              oneOf(OptimizerChoice.class),
              HIGH,
              "adam: Adam with Keras' defaults; nesterov: gradient descent with Nesterov momentum;"
                  + " muon: as nesterov, with orthogonalized steps for convolution kernels.")
          .define(
              MOMENTUM, Type.DOUBLE, 0.9, between(0, 0.9999), MEDIUM, "nesterov, muon: momentum.")
          .define(
              WEIGHT_DECAY,
              Type.DOUBLE,
              0d,
              atLeast(0),
              MEDIUM,
              "nesterov, muon: weight decay; muon's convolution kernels have none.")
          .define(
              VECTOR_RATE,
              Type.DOUBLE,
              1d,
              atLeast(1e-6),
              LOW,
              "nesterov, muon: factor on the learning rate for biases and shifts.")
          .define(
              KERNEL_MOMENTUM,
              Type.DOUBLE,
              0.6,
              between(0, 0.9999),
              LOW,
              "muon: momentum of the convolution kernels.")
          .define(
              KERNEL_RATE,
              Type.DOUBLE,
              0.1,
              atLeast(1e-9),
              LOW,
              "muon: factor on the learning rate for the convolution kernels.")
          .define(
              LEARNING_RATE,
              Type.DOUBLE,
              1e-3,
              atLeast(1e-12),
              HIGH,
              "Learning rate; with the triangle schedule, its highest value.")
          .define(
              SCHEDULE,
              Type.STRING,
              "constant",
              oneOf(ScheduleChoice.class),
              MEDIUM,
              "constant, or triangle: up to the highest rate, then down again.")
          .define(
              START,
              Type.DOUBLE,
              0.2,
              between(0, 1),
              LOW,
              "triangle: rate at the start, as a fraction of the highest.")
          .define(
              PEAK_AT,
              Type.DOUBLE,
              0.25,
              between(0.001, 0.999),
              LOW,
              "triangle: fraction of the steps before the highest rate is reached.")
          .define(
              END,
              Type.DOUBLE,
              0.05,
              between(0, 1),
              LOW,
              "triangle: rate at the end, as a fraction of the highest.")
          .define(
              LABEL_SMOOTHING,
              Type.DOUBLE,
              0d,
              between(0, 0.999),
              MEDIUM,
              "Fraction of each label that is spread evenly over all classes.")
          .define(
              AVERAGING_EVERY,
              Type.INT,
              0,
              atLeast(0),
              MEDIUM,
              "Number of steps after which the weights return to their running average; 0: never.")
          .define(
              AVERAGING_KEEP,
              Type.DOUBLE,
              0.95,
              between(0, 0.9999),
              LOW,
              "Fraction of that average that each step keeps, at the end of training.")
          .define(
              PATIENCE,
              Type.INT,
              0,
              atLeast(0),
              MEDIUM,
              "Number of epochs without a lower validation loss before training stops; 0: never"
                  + " stop.")
          .define(
              KEEP_BEST,
              Type.BOOLEAN,
              false,
              MEDIUM,
              "End with the weights of the lowest validation loss instead of the last ones.")
          .define(
              PRECISION,
              Type.STRING,
              "auto",
              oneOf(Precision.class),
              MEDIUM,
              "float32, bfloat16, or auto: bfloat16 if the processor has instructions for it.")
          .define(
              SEED,
              Type.LONG,
              1L,
              MEDIUM,
              "Seed of initial weights, dropout, augmentation, splits and orders.");

  private RecipeKeys() {}

  /** The names of an enum's constants, in any case, and others beside them. */
  private static ConfigDef.Validator oneOf(Class<? extends Enum<?>> type, String... others) {
    return CaseInsensitiveValidString.in(
        Stream.concat(Stream.of(others), Arrays.stream(type.getEnumConstants()).map(Enum::name))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .toArray(String[]::new));
  }

  /** Every key, in alphabetical order. */
  public static Set<String> all() {
    return new TreeSet<>(DEFINITION.names());
  }

  /** What a key means, in a sentence. */
  public static String meaning(String key) {
    return DEFINITION.configKeys().get(key).documentation;
  }
}
