package dev.sightline.app.demo;

import dev.sightline.app.embedded.EmbeddedServers;
import dev.sightline.models.archive.ModelArchive;
import dev.sightline.models.publish.ModelPublisher;
import dev.sightline.schemas.ModelManifest;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.publish.Candidate;
import dev.sightline.trainer.recipe.RecipeKeys;
import dev.sightline.trainer.recipe.RecipeReader;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the two versions of the demo's model: the first learns from a part of the images, so that
 * there is something to see soon, the second from all of them. Each is published as champion: the
 * story wants it to take over, whatever a gate would say of so short a training.
 *
 * @param data without a validation split
 * @param model its name
 */
record VersionMaker(DataSet data, String model, DemoOptions options, LiveView view) {
  private static final int FIRST_IMAGES = 5_120;

  /** What is trained first; the caller closes it. */
  VersionTraining first() {
    return training(1, firstImages());
  }

  /** What is trained while the first version serves; the caller closes it. */
  VersionTraining second() {
    return training(secondEpochs(), 0);
  }

  /** How many times as many images the second training goes through as the first. */
  double secondIsLonger() {
    return secondEpochs() * images() / (double) Math.min(images(), FIRST_IMAGES);
  }

  /** How the two differ, for people. */
  String plan() {
    return firstImages() == 0
        ? "Version 1 learns for an epoch, version 2 for %d.".formatted(secondEpochs())
        : String.format(
            Locale.ROOT,
            "Version 1 learns from %,d of them, to be there soon, and version 2 from all.",
            FIRST_IMAGES);
  }

  private int images() {
    return data.training().size();
  }

  /** 0 for all. */
  private int firstImages() {
    return images() <= FIRST_IMAGES ? 0 : FIRST_IMAGES;
  }

  private int secondEpochs() {
    return options.epochs().orElse(firstImages() == 0 ? 2 : 1);
  }

  private VersionTraining training(int epochs, int trainingImages) {
    Map<String, String> settings =
        Map.of(
            RecipeKeys.EPOCHS, Integer.toString(epochs),
            RecipeKeys.TRAINING_IMAGES, Integer.toString(trainingImages),
            RecipeKeys.SEED, Long.toString(options.seed()));
    return new VersionTraining(data, RecipeReader.read("tiny", settings), view);
  }

  /** Publishes what was trained. */
  ModelManifest publish(Candidate candidate, EmbeddedServers servers) {
    ModelPublisher publisher =
        new ModelPublisher(
            servers.config(),
            servers.registry(),
            Optional.empty(),
            new ModelArchive(),
            Clock.systemUTC());
    ModelManifest published =
        publisher.publishChampion(candidate.draft(), candidate.savedModel(), "demo", "trained");
    view.say(
        String.format(
            Locale.ROOT,
            "Published %s version %d: %d parts, held-out accuracy %.4f",
            published.getName(),
            published.getVersion(),
            published.getParts().size(),
            published.getEvaluation().getAccuracy()));
    return published;
  }
}
