package dev.sightline.app.publish;

import dev.sightline.app.console.Messages;
import dev.sightline.evaluation.text.Counted;
import dev.sightline.inference.DescribedModel;
import dev.sightline.inference.Hints;
import dev.sightline.models.folder.RunFolder;
import dev.sightline.models.labels.ClassDifference;
import dev.sightline.models.labels.Labels;
import dev.sightline.schemas.HeldOutEvaluation;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.trainer.data.ImageSplit;
import dev.sightline.trainer.data.Split;
import dev.sightline.trainer.data.source.DataSource;
import dev.sightline.trainer.data.source.DrawnShapes;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.publish.ForeignModel;
import dev.sightline.trainer.publish.HeldOutImages;
import dev.sightline.trainer.publish.PublishedVersion;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A model on disk that is to be published.
 *
 * @param folder a run folder of the trainer, or a SavedModel folder
 * @param data what to compare it with the champion on, if anything
 * @param name the model's; where there is none, a run keeps its own
 * @param hints what a SavedModel does not say of itself
 * @param messages told what the user has left open
 */
record FolderPublication(
    Path folder, Optional<DataSource> data, Optional<String> name, Hints hints, Messages messages) {

  /**
   * Its name, as far as that can be told before the model is loaded and its images are read.
   *
   * @throws dev.sightline.models.ModelRejectedException when it is a run whose manifest can't be
   *     read
   */
  Optional<String> modelName() {
    return name.or(() -> RunFolder.find(folder).map(run -> run.readManifest().getName()))
        .or(
            () ->
                data.isPresent()
                    ? Optional.empty()
                    : Optional.of(DefaultModelName.ofFolder(folder)));
  }

  /**
   * Publishes it.
   *
   * @throws dev.sightline.models.ModelRejectedException when it is no model that can be published
   */
  PublishedVersion publishTo(Publication publication) {
    Optional<RunFolder> run = RunFolder.find(folder);
    return run.isPresent() ? publishRun(run.get(), publication) : publishSavedModel(publication);
  }

  private PublishedVersion publishRun(RunFolder run, Publication publication) {
    try (DescribedModel model = DescribedModel.open(run.folder(), hints)) {
      ModelManifest.Builder draft = run.readManifest();
      name.ifPresent(draft::setName);
      return publication.publish(
          new Candidate(draft, run.savedModel()),
          data.map(source -> HeldOutImages.of(source.split(Split.TEST))),
          "published from a run");
    }
  }

  private PublishedVersion publishSavedModel(Publication publication) {
    Optional<ImageSplit> given = data.map(source -> source.split(Split.TEST));
    ImageSplit images = given.orElseGet(() -> new DrawnShapes(1).split(Split.TEST));
    try (ForeignModel model = ForeignModel.load(folder, hints, images)) {
      Labels labels = hints.labels().orElseGet(() -> numbered(model.classes()));
      Optional<HeldOutImages> heldOut = given.map(HeldOutImages::of);
      Candidate candidate =
          model.candidate(
              name.orElseGet(() -> defaultName(given)),
              labels,
              heldOut.filter(split -> canBeEvaluatedOn(split, labels)));
      sayEvaluation(candidate.draft().getEvaluation());
      return publication.publish(candidate, heldOut, "published from a SavedModel");
    }
  }

  private boolean canBeEvaluatedOn(HeldOutImages images, Labels labels) {
    Optional<ClassDifference> difference = ClassDifference.of(images.classes(), labels.names());
    difference.ifPresent(
        classes ->
            messages.note(
                "Not evaluated on --data: the model's classes are not those of the images, which"
                    + " --labels may mend: "
                    + classes.text()));
    return difference.isEmpty();
  }

  private void sayEvaluation(HeldOutEvaluation evaluation) {
    if (evaluation != null) {
      messages.say(
          String.format(
              Locale.ROOT,
              "Held out: accuracy %.4f of %s",
              evaluation.getAccuracy(),
              Counted.of(evaluation.getImages(), "image")));
    }
  }

  private String defaultName(Optional<ImageSplit> given) {
    String chosen =
        given
            .map(images -> DefaultModelName.ofDataSet(images.dataSet()))
            .orElseGet(() -> DefaultModelName.ofFolder(folder));
    if (!chosen.equals(DefaultModelName.OF_WORKERS)) {
      String after = given.isPresent() ? "its data set" : "its folder";
      messages.note(DefaultModelName.told(chosen, after));
    }
    return chosen;
  }

  private static Labels numbered(int classes) {
    return new Labels(IntStream.range(0, classes).mapToObj(Integer::toString).toList());
  }
}
