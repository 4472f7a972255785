package dev.sightline.trainer.recipe;

import dev.sightline.inference.session.Precision;
import dev.sightline.trainer.augmentation.Augmentation;
import dev.sightline.trainer.augmentation.Augmentations;
import dev.sightline.trainer.augmentation.ColourJitter;
import dev.sightline.trainer.augmentation.Cutout;
import dev.sightline.trainer.augmentation.HorizontalFlip;
import dev.sightline.trainer.augmentation.RandomCrop;
import dev.sightline.trainer.data.batch.LastBatch;
import dev.sightline.trainer.network.Network;
import dev.sightline.trainer.network.Networks;
import dev.sightline.trainer.network.Views;
import dev.sightline.trainer.network.optimizer.Adam;
import dev.sightline.trainer.network.optimizer.Muon;
import dev.sightline.trainer.network.optimizer.Nesterov;
import dev.sightline.trainer.network.optimizer.Optimizer;
import dev.sightline.trainer.recipe.RecipeKeys.NetworkChoice;
import dev.sightline.trainer.recipe.RecipeKeys.OptimizerChoice;
import dev.sightline.trainer.recipe.RecipeKeys.ScheduleChoice;
import dev.sightline.trainer.training.Averaging;
import dev.sightline.trainer.training.LearningRate;
import dev.sightline.trainer.training.Selection;
import dev.sightline.trainer.training.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * How a model is made: network, augmentation, optimizer, schedule. Immutable.
 *
 * @param name what people call it, such as {@code fast}
 * @param settings the value of every key of {@link RecipeKeys}, as a file would state it
 * @param network makes the network for a number of classes
 * @param trainingImages how many are learnt from at the most; 0 for all
 * @param validationImages images that are taken from the training split
 */
public record Recipe(
    String name,
    SortedMap<String, String> settings,
    IntFunction<Network> network,
    int trainingImages,
    int validationImages,
    Augmentations augmentations,
    LastBatch lastBatch,
    TrainingSettings training) {

  /** A recipe of the settings that a {@link RecipeReader} has found to be in range. */
  static Recipe of(String name, Map<String, ?> values) {
    Values v = new Values(values);
    SortedMap<String, String> settings = new TreeMap<>();
    values.forEach((key, value) -> settings.put(key, text(value)));
    return new Recipe(
        name,
        settings,
        network(v),
        v.integer(RecipeKeys.TRAINING_IMAGES),
        v.integer(RecipeKeys.VALIDATION_IMAGES),
        augmentations(v),
        v.choice(RecipeKeys.LAST_BATCH, LastBatch.class),
        training(v));
  }

  private static String text(Object value) {
    return value instanceof List<?> list
        ? String.join(",", list.stream().map(String::valueOf).toList())
        : String.valueOf(value);
  }

  private static IntFunction<Network> network(Values v) {
    return switch (v.choice(RecipeKeys.NETWORK, NetworkChoice.class)) {
      case TUTORIAL -> Networks::tutorial;
      case WHITENED -> whitened(v);
    };
  }

  private static IntFunction<Network> whitened(Values v) {
    List<Integer> widths = v.list(RecipeKeys.WIDTHS).stream().map(Integer::valueOf).toList();
    Views views = v.choice(RecipeKeys.VIEWS, Views.class);
    return classes -> Networks.whitened(classes, widths, views);
  }

  private static Augmentations augmentations(Values v) {
    List<Augmentation> inOrder = new ArrayList<>();
    if (!v.is(RecipeKeys.FLIP, "none")) {
      inOrder.add(new HorizontalFlip(v.choice(RecipeKeys.FLIP, HorizontalFlip.Rule.class)));
    }
    if (v.integer(RecipeKeys.CROP) > 0) {
      inOrder.add(new RandomCrop(v.integer(RecipeKeys.CROP)));
    }
    float brightness = (float) v.number(RecipeKeys.BRIGHTNESS);
    float contrast = (float) v.number(RecipeKeys.CONTRAST);
    float saturation = (float) v.number(RecipeKeys.SATURATION);
    if (brightness + contrast + saturation > 0) {
      inOrder.add(new ColourJitter(brightness, contrast, saturation));
    }
    if (v.integer(RecipeKeys.CUTOUT) > 0) {
      inOrder.add(new Cutout(v.integer(RecipeKeys.CUTOUT)));
    }
    return new Augmentations(inOrder);
  }

  private static TrainingSettings training(Values v) {
    return new TrainingSettings(
        v.integer(RecipeKeys.EPOCHS),
        v.integer(RecipeKeys.BATCH_SIZE),
        optimizer(v),
        learningRate(v),
        v.number(RecipeKeys.LABEL_SMOOTHING),
        new Averaging(v.integer(RecipeKeys.AVERAGING_EVERY), v.number(RecipeKeys.AVERAGING_KEEP)),
        new Selection(v.integer(RecipeKeys.PATIENCE), v.flag(RecipeKeys.KEEP_BEST)),
        v.whole(RecipeKeys.SEED),
        v.choice(RecipeKeys.PRECISION, Precision.class));
  }

  private static Optimizer optimizer(Values v) {
    return switch (v.choice(RecipeKeys.OPTIMIZER, OptimizerChoice.class)) {
      case ADAM -> new Adam();
      case NESTEROV -> nesterov(v);
      case MUON ->
          new Muon(
              (float) v.number(RecipeKeys.KERNEL_MOMENTUM),
              (float) v.number(RecipeKeys.KERNEL_RATE),
              nesterov(v));
    };
  }

  private static Nesterov nesterov(Values v) {
    return new Nesterov(
        (float) v.number(RecipeKeys.MOMENTUM),
        (float) v.number(RecipeKeys.WEIGHT_DECAY),
        (float) v.number(RecipeKeys.VECTOR_RATE));
  }

  private static LearningRate learningRate(Values v) {
    double rate = v.number(RecipeKeys.LEARNING_RATE);
    return switch (v.choice(RecipeKeys.SCHEDULE, ScheduleChoice.class)) {
      case CONSTANT -> new LearningRate.Constant(rate);
      case TRIANGLE ->
          new LearningRate.Triangle(
              rate,
              v.number(RecipeKeys.START),
              v.number(RecipeKeys.PEAK_AT),
              v.number(RecipeKeys.END));
    };
  }

  /** Values of the types that the keys define. */
  private record Values(Map<String, ?> values) {
    int integer(String key) {
      return (Integer) values.get(key);
    }

    long whole(String key) {
      return (Long) values.get(key);
    }

    double number(String key) {
      return (Double) values.get(key);
    }

    boolean flag(String key) {
      return (Boolean) values.get(key);
    }

    boolean is(String key, String choice) {
      return choice.equalsIgnoreCase((String) values.get(key));
    }

    List<String> list(String key) {
      return ((List<?>) values.get(key)).stream().map(String::valueOf).toList();
    }

    <E extends Enum<E>> E choice(String key, Class<E> type) {
      return Enum.valueOf(type, ((String) values.get(key)).toUpperCase(Locale.ROOT));
    }
  }
}
