package dev.sightline.topology.monitoring.join;

import dev.sightline.models.ModelVersion;

/**
 * What the join keeps of a prediction.
 *
 * @param predicted the top-1 class
 * @param timestampMs the prediction's event time, in ms since the epoch
 */
public record Scored(ModelVersion model, String predicted, long timestampMs) {}
