package dev.sightline.trainer.training;

/**
 * One change of the weights.
 *
 * @param epoch from 1
 * @param number in its epoch, from 1
 * @param images how many this epoch has seen, this step's included
 * @param imagesInEpoch how many it will have seen at its end
 * @param loss the mean over this step's batch
 * @param accuracy likewise
 */
public record Step(
    int epoch, int number, int images, int imagesInEpoch, double loss, double accuracy) {}
