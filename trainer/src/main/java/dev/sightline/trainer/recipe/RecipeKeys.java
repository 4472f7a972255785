package dev.sightline.trainer.recipe;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys of a recipe: type, default, range and meaning of each. */
public final class RecipeKeys {
  public static final String NETWORK = "network";
  public static final String WIDTHS = "network.widths";
  public static final String VIEWS = "network.views";
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

  static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              NETWORK,
              Type.STRING,
              "whitened",
              CaseInsensitiveValidString.in("tutorial", "whitened"),
              HIGH,
              "tutorial: the CNN of the Keras tutorials; whitened: a fixed whitening convolution,"
                  + " then blocks of two convolutions.")
          .define(
              WIDTHS, Type.LIST, "64,256,256", HIGH, "whitened: the filters of each of its blocks.")
          .define(
              VIEWS,
              Type.STRING,
              "single",
              CaseInsensitiveValidString.in("single", "mirrored", "shifted"),
              MEDIUM,
              "whitened: answer by the mean over an image (single), its mirror image too"
                  + " (mirrored), and both shifted by a pixel (shifted); scoring costs 1, 2 or 4"
                  + " passes.")
          .define(
              VALIDATION_IMAGES,
              Type.INT,
              0,
              atLeast(0),
              HIGH,
              "Images taken from the training split to judge epochs by and to calibrate on; with 0"
                  + " epochs are shown on the held-out split, and nothing is chosen by them.")
          .define(
              FLIP,
              Type.STRING,
              "none",
              CaseInsensitiveValidString.in("none", "random", "alternating"),
              MEDIUM,
              "Mirror images: none, random (every second one), alternating (each in every second"
                  + " epoch).")
          .define(
              CROP, Type.INT, 0, between(0, 31), MEDIUM, "Shift images by up to so many pixels.")
          .define(CUTOUT, Type.INT, 0, between(0, 32), MEDIUM, "Cover a square of so many pixels.")
          .define(
              BRIGHTNESS, Type.DOUBLE, 0d, between(0, 1), LOW, "Change the brightness by so much.")
          .define(CONTRAST, Type.DOUBLE, 0d, between(0, 1), LOW, "Change the contrast by so much.")
          .define(
              SATURATION, Type.DOUBLE, 0d, between(0, 1), LOW, "Change the saturation by so much.")
          .define(EPOCHS, Type.INT, 20, atLeast(1), HIGH, "Times through the training images.")
          .define(BATCH_SIZE, Type.INT, 64, atLeast(1), HIGH, "Images a step.")
          .define(
              LAST_BATCH,
              Type.STRING,
              "keep",
              CaseInsensitiveValidString.in("keep", "drop"),
              LOW,
              "An epoch's last batch, when it is not full: keep it or drop it.")
          .define(
              OPTIMIZER,
              Type.STRING,
              "adam",
              CaseInsensitiveValidString.in("adam", "nesterov", "muon"),
              HIGH,
              "adam: Keras' defaults; nesterov: gradient descent with Nesterov's momentum; muon:"
                  + " the same with orthogonal steps for the kernels of convolutions.")
          .define(
              MOMENTUM,
              Type.DOUBLE,
              0.9,
              between(0, 0.9999),
              MEDIUM,
              "nesterov, muon: the momentum.")
          .define(
              WEIGHT_DECAY,
              Type.DOUBLE,
              0d,
              atLeast(0),
              MEDIUM,
              "nesterov, muon: the weight decay, but of muon's kernels.")
          .define(
              VECTOR_RATE,
              Type.DOUBLE,
              1d,
              atLeast(1e-6),
              LOW,
              "nesterov, muon: biases and shifts learn at so many times the rate.")
          .define(
              KERNEL_MOMENTUM,
              Type.DOUBLE,
              0.6,
              between(0, 0.9999),
              LOW,
              "muon: the momentum of its kernels.")
          .define(
              KERNEL_RATE,
              Type.DOUBLE,
              0.1,
              atLeast(1e-9),
              LOW,
              "muon: its kernels learn at so many times the rate.")
          .define(
              LEARNING_RATE,
              Type.DOUBLE,
              1e-3,
              atLeast(1e-12),
              HIGH,
              "The learning rate, of a triangle the highest.")
          .define(
              SCHEDULE,
              Type.STRING,
              "constant",
              CaseInsensitiveValidString.in("constant", "triangle"),
              MEDIUM,
              "constant, or triangle: up to the highest rate and down again.")
          .define(START, Type.DOUBLE, 0.2, between(0, 1), LOW, "triangle: starts at this share.")
          .define(
              PEAK_AT,
              Type.DOUBLE,
              0.25,
              between(0.001, 0.999),
              LOW,
              "triangle: the share of the steps before the highest rate.")
          .define(END, Type.DOUBLE, 0.05, between(0, 1), LOW, "triangle: ends at this share.")
          .define(
              LABEL_SMOOTHING,
              Type.DOUBLE,
              0d,
              between(0, 0.999),
              MEDIUM,
              "The share of a label that goes to all classes alike.")
          .define(
              AVERAGING_EVERY,
              Type.INT,
              0,
              atLeast(0),
              MEDIUM,
              "Return to the average of the weights after so many steps; 0: never.")
          .define(
              AVERAGING_KEEP,
              Type.DOUBLE,
              0.95,
              between(0, 0.9999),
              LOW,
              "The share of that average that a step leaves at the end of training.")
          .define(
              PATIENCE,
              Type.INT,
              0,
              atLeast(0),
              MEDIUM,
              "Stop after so many epochs without a lower validation loss; 0: never.")
          .define(
              KEEP_BEST,
              Type.BOOLEAN,
              false,
              MEDIUM,
              "End with the weights of the lowest validation loss, not with the last.")
          .define(
              PRECISION,
              Type.STRING,
              "auto",
              CaseInsensitiveValidString.in("auto", "float32", "bfloat16"),
              MEDIUM,
              "float32, bfloat16, or auto: bfloat16 where the processor has it.")
          .define(
              SEED, Type.LONG, 1L, MEDIUM, "Of weights, dropout, transforms, splits and orders.");

  private RecipeKeys() {}

  /** Every key, in alphabetical order. */
  public static Set<String> all() {
    return new TreeSet<>(DEFINITION.names());
  }

  /** What a key means, in a sentence. */
  public static String meaning(String key) {
    return DEFINITION.configKeys().get(key).documentation;
  }
}
