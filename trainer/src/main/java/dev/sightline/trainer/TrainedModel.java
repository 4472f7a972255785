package dev.sightline.trainer;

import dev.sightline.evaluation.calibration.TemperatureScaling;
import dev.sightline.trainer.evaluation.ScoredImages;
import dev.sightline.trainer.publish.Candidate;
import java.util.Optional;

/**
 * What a training has come to.
 *
 * @param candidate ready to be published
 * @param heldOut the held-out images as the exported model scores them
 * @param calibration what makes its probabilities fit, where there was a validation split
 */
public record TrainedModel(
    Candidate candidate, ScoredImages heldOut, Optional<TemperatureScaling> calibration) {}
