package dev.sightline.trainer.evaluation;

import dev.sightline.evaluation.text.Counted;
import dev.sightline.trainer.data.DataSetException;
import dev.sightline.trainer.data.Examples;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which class of a model each class of a data set is.
 *
 * @param modelIndices by index of the data set's class, each once
 * @param byName whether names told; otherwise the order alone did
 */
public record ClassOrder(List<Integer> modelIndices, boolean byName) {
  private static final int SHOWN = 20;

  public ClassOrder {
    modelIndices = List.copyOf(modelIndices);
  }

  /**
   * Classes found by name, in whatever order.
   *
   * @throws DataSetException when one side has a class that the other has not
   */
  public static ClassOrder byName(List<String> dataClasses, List<String> modelLabels) {
    if (dataClasses.size() != modelLabels.size()
        || !new HashSet<>(dataClasses).equals(new HashSet<>(modelLabels))) {
      throw new DataSetException(
          "the data set's classes are not the model's: the data set has %s, the model %s"
              .formatted(some(dataClasses), some(modelLabels)));
    }
    return new ClassOrder(dataClasses.stream().map(modelLabels::indexOf).toList(), true);
  }

  /**
   * Classes of a model that nobody has named: the data set's order is taken for its own.
   *
   * @throws DataSetException when there are more or fewer
   */
  public static ClassOrder byIndex(List<String> dataClasses, int modelClasses) {
    if (dataClasses.size() != modelClasses) {
      throw new DataSetException(
          "the data set has %s, %s, and the model tells %d apart"
              .formatted(Counted.of(dataClasses.size(), "class"), some(dataClasses), modelClasses));
    }
    return new ClassOrder(IntStream.range(0, modelClasses).boxed().toList(), false);
  }

  private static String some(List<String> names) {
    return names.size() <= SHOWN
        ? names.toString()
        : names.subList(0, SHOWN) + " and %d more".formatted(names.size() - SHOWN);
  }

  /** The same images under the model's class indices. */
  public Examples apply(Examples examples) {
    return examples.labelled(Arrays.stream(examples.labels()).map(modelIndices::get).toArray());
  }
}
