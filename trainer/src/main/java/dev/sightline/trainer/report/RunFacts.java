package dev.sightline.trainer.report;

import java.time.Duration;
import java.time.Instant;

/**
 * What a run was, besides its settings.
 *
 * @param model the name of the network
 * @param madeAt when the training ended
 * @param dataSet its name
 * @param dataSetSha256 its identity, in lower-case hexadecimal
 * @param trainingImages images that were trained on
 * @param validationImages images that choices were made on; 0 when there was no such split
 * @param heldOutImages images that the results are of
 * @param seed of weights, dropout and order
 * @param training how long it took, validation included
 * @param imagesPerSecond the pace of the steps
 * @param parameters trained or not
 * @param operations floating-point operations of the whole training; 0 when not counted
 */
public record RunFacts(
    String model,
    Instant madeAt,
    String dataSet,
    String dataSetSha256,
    long trainingImages,
    long validationImages,
    long heldOutImages,
    long seed,
    Duration training,
    double imagesPerSecond,
    long parameters,
    double operations) {}
