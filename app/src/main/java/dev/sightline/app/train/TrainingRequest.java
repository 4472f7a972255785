package dev.sightline.app.train;

import dev.sightline.app.data.DefaultData;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.recipe.Recipe;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a training is asked for.
 *
 * @param data where the data set is; CIFAR-10 from its home when empty
 * @param name the model's; that of its data set when empty
 * @param sources finds the data set at a path, and what is held out of it
 */
record TrainingRequest(
    Optional<Path> data,
    Recipe recipe,
    Optional<String> name,
    RunStart start,
    Function<Path, DataSource> sources) {

  /**
   * Where the data set comes from.
   *
   * @throws dev.sightline.trainer.data.DataSetException when it can't be had
   */
  DataSource source() {
    return data.map(sources).orElseGet(DefaultData::cifar10);
  }
}
