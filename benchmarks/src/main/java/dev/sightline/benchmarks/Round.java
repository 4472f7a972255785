package dev.sightline.benchmarks;

import java.util.Optional;

/**
 * One turn of every side.
 *
 * @param bare the model in a bare loop, at its best batch size
 * @param bareBatchSize that size
 * @param bareSettings the execution settings it found fastest
 * @param workerSettings those that the worker found fastest
 * @param profile of the worker, on Linux
 */
record Round(
    Measurement bare,
    int bareBatchSize,
    String bareSettings,
    Measurement worker,
    String workerSettings,
    Optional<Profile> profile,
    Measurement plain) {

  double cpuOfWorkerToBare() {
    return worker.cpuMicrosPerImage() / bare.cpuMicrosPerImage();
  }

  double throughputOfWorkerToPlain() {
    return worker.imagesPerSecond() / plain.imagesPerSecond();
  }

  double throughputOfWorkerToBare() {
    return worker.imagesPerSecond() / bare.imagesPerSecond();
  }
}
