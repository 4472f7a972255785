package dev.sightline.app.train;

import dev.sightline.app.console.FileFault;
import dev.sightline.app.console.MistakeException;
import dev.sightline.models.archive.Discard;
import dev.sightline.models.folder.RunFolder;
import dev.sightline.trainer.checkpoint.Checkpoint;
import dev.sightline.trainer.checkpoint.CheckpointException;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.recipe.FittedRecipe;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.recipe.RecipeKeys;
import dev.sightline.trainer.report.page.RunReport;
import dev.sightline.trainer.training.Epoch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a training begins: anew, or at the checkpoint of one that was interrupted.
 *
 * @param out the folder to leave all files in; none are left without
 * @param checkpoint what to go on from, of that folder
 */
record RunStart(Optional<Path> out, Optional<Checkpoint> checkpoint) {

  /**
   * From the beginning, in a folder that is not there yet or in which nothing is.
   *
   * @throws MistakeException when something is; it says whether that can be gone on with
   * @throws IllegalStateException when there can be no report on this machine
   */
  static RunStart anew(Optional<Path> out) {
    out.ifPresent(
        folder -> {
          if (Files.exists(folder) && !isEmptyFolder(folder)) {
            throw new MistakeException("--out: " + folder + " " + found(folder));
          }
          requireWritable(folder);
          RunReport.requireFonts();
        });
    return new RunStart(out, Optional.empty());
  }

  private static String found(Path folder) {
    if (!Files.isDirectory(folder)) {
      return "is a file: name a folder";
    }
    if (new RunFolder(folder).hasManifest()) {
      return "holds a training that has come to its end: name another folder";
    }
    if (hasCheckpoint(folder)) {
      return "holds a training that was interrupted: --resume goes on with it, for another one name"
          + " another folder";
    }
    return "is there already, and holds no training to go on with: name another folder";
  }

  private static boolean isEmptyFolder(Path folder) {
    try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException unreadable) {
      throw new MistakeException("--out: " + folder + " can't be read: " + unreadable, unreadable);
    }
  }

  /** Tried out where the folder would be made: a training that can't be kept is in vain. */
  private static void requireWritable(Path folder) {
    Path nearest = folder.toAbsolutePath();
    while (!Files.exists(nearest) && nearest.getParent() != null) {
      nearest = nearest.getParent();
    }
    try {
      Files.delete(Files.createTempDirectory(nearest, ".sightline-"));
    } catch (IOException unwritable) {
      throw new MistakeException(
          "--out: %s can't be made: nothing can be made in %s (%s)"
              .formatted(folder, nearest, FileFault.reason(unwritable)),
          unwritable);
    }
  }

  private static boolean hasCheckpoint(Path folder) {
    return Files.exists(TrainingFiles.checkpoint(folder).path());
  }

  /**
   * Removes the folder of a training that has failed before there was anything in it to go on from
   * or to publish: the corrected command finds the place free.
   *
   * @param failure is told what can't be removed
   */
  void discardIfUseless(Throwable failure) {
    out.filter(folder -> !hasCheckpoint(folder) && !new RunFolder(folder).hasManifest())
        .ifPresent(folder -> Discard.tree(folder, failure));
  }

  /**
   * From where the training of a folder was interrupted.
   *
   * @throws MistakeException when there is no checkpoint in it, it is damaged, or the training has
   *     come to its end
   * @throws IllegalStateException when there can be no report on this machine
   */
  static RunStart resumed(Path out) {
    if (new RunFolder(out).hasManifest()) {
      throw new MistakeException("--resume: the training in " + out + " has come to its end");
    }
    RunReport.requireFonts();
    return new RunStart(Optional.of(out), Optional.of(readCheckpoint(out)));
  }

  private static Checkpoint readCheckpoint(Path out) {
    try {
      return TrainingFiles.checkpoint(out)
          .read()
          .orElseThrow(() -> new MistakeException("--resume: there is no checkpoint in " + out));
    } catch (CheckpointException damaged) {
      throw new MistakeException(damaged.getMessage(), damaged);
    }
  }

  /**
   * The recipe as it fits a data set; as it stands where the checkpoint is of one that was not
   * fitted.
   */
  FittedRecipe fitted(Recipe recipe, DataSet data) {
    boolean unfitted =
        checkpoint
            .filter(found -> found.identity().entrySet().containsAll(sizes(recipe).entrySet()))
            .isPresent();
    return unfitted ? new FittedRecipe(recipe, List.of()) : FittedRecipe.of(recipe, data);
  }

  private static Map<String, String> sizes(Recipe recipe) {
    return Map.of(
        RecipeKeys.VALIDATION_IMAGES,
        recipe.settings().get(RecipeKeys.VALIDATION_IMAGES),
        RecipeKeys.BATCH_SIZE,
        recipe.settings().get(RecipeKeys.BATCH_SIZE));
  }

  /** The epochs that were trained before. */
  List<Epoch> history() {
    return checkpoint.map(found -> found.state().history()).orElse(List.of());
  }
}
