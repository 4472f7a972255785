package dev.sightline.app.train;

import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.trainer.TrainedModel;
import dev.sightline.trainer.TrainingJob;
import dev.sightline.trainer.data.DataSet;
import dev.sightline.trainer.network.NetworkSummary;
import dev.sightline.trainer.recipe.Recipe;
import dev.sightline.trainer.report.Calibrated;
import dev.sightline.trainer.report.RunFacts;
import dev.sightline.trainer.report.TrainingRun;
import java.time.Instant;

/**
 * A training that has ended, with all that is told of it.
 *
 * @param data what it was trained on, with its validation split
 * @param job still open
 */
record FinishedRun(Recipe recipe, DataSet data, TrainingJob job, TrainedModel trained) {

  TrainingTotals totals() {
    return TrainingTotals.of(job.history());
  }

  /**
   * Everything that the report tells of.
   *
   * @param endedAt when the training ended
   */
  TrainingRun forReport(Instant endedAt) {
    return new TrainingRun(
        facts(endedAt),
        trained.candidate().draft().getTraining().getSettings(),
        NetworkSummary.of(job.network()),
        data.classes(),
        data.training(),
        job.history(),
        data.heldOut(),
        trained.heldOut(),
        trained.calibration().map(this::calibrated));
  }

  private RunFacts facts(Instant endedAt) {
    TrainingTotals totals = totals();
    return new RunFacts(
        recipe.name(),
        endedAt,
        data.name(),
        data.sha256(),
        data.training().size(),
        data.validation().size(),
        data.heldOut().size(),
        recipe.training().seed(),
        totals.total(),
        totals.imagesPerSecond(),
        job.network().parameters(),
        job.flops());
  }

  private Calibrated calibrated(TemperatureScaling fitted) {
    return Calibrated.byTemperature(
        fitted.temperature(), trained.heldOut().calibrated(fitted).predicted());
  }
}
