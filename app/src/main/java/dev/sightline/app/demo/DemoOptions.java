package dev.sightline.app.demo;

import dev.sightline.app.replay.Rate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a demo is asked for.
 *
 * @param serversOnly whether only a broker and a registry are started, for other commands
 * @param data the data set; CIFAR-10 or drawn shapes when empty
 * @param images how many images are published in all; without end when empty
 * @param epochs of the second version; when empty, as many as suit the data
 * @param rate at the most
 * @param labelDelay from an image to its label
 * @param seed of weights, dropout and orders
 * @param stay whether the pipeline stays up after the last image, until interrupted
 */
public record DemoOptions(
    boolean serversOnly,
    Optional<Path> data,
    OptionalLong images,
    OptionalInt epochs,
    Rate rate,
    Duration labelDelay,
    long seed,
    boolean stay) {}
