"""The tutorial's few lines in Keras, timed: the other side of benchmarks/train.

Reads FOLDER/pixels, uint8 [images, 32, 32, 3], and FOLDER/labels, int32 [images]. For each batch
size it builds the model anew, trains the steps of the warm-up (tracing among them) and then those
that are measured, and prints a line "batch SIZE IMAGES NANOS": images and wall-clock time of the
latter. Threads and all else are as TensorFlow and Keras have them by default.
"""

import argparse
import time
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from keras import layers


def block(filters):
    return [
        layers.Conv2D(filters, 3, padding="same", activation="relu"),
        layers.BatchNormalization(),
        layers.Conv2D(filters, 3, padding="same", activation="relu"),
        layers.BatchNormalization(),
        layers.MaxPooling2D(2),
    ]


def tutorial(classes):
    """The softmax stays float32 under mixed precision, as Keras' guide to it asks for."""
    return keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            *block(32),
            *block(64),
            *block(128),
            layers.Flatten(),
            layers.Dropout(0.2),
            layers.Dense(1024, activation="relu"),
            layers.Dropout(0.2),
            layers.Dense(classes, activation="softmax", dtype="float32"),
        ]
    )


class SteadyEpochs(keras.callbacks.Callback):
    """Times all epochs but the first. Does nothing at a step, so that it costs none anything."""

    start = end = 0

    def on_epoch_begin(self, epoch, logs=None):
        if epoch == 1:
            self.start = time.perf_counter_ns()

    def on_epoch_end(self, epoch, logs=None):
        self.end = time.perf_counter_ns()


def measure(images, labels, parameters, batch_size, warm_up, steps):
    """The steps are a multiple of those of the warm-up, since epochs of one call are alike."""
    keras.utils.set_random_seed(1)
    model = tutorial(int(labels.max()) + 1)
    if model.count_params() != parameters:
        raise SystemExit(f"{model.count_params()} parameters, but Sightline's has {parameters}")
    model.compile(
        optimizer="adam",
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    clock = SteadyEpochs()
    model.fit(
        images,
        labels,
        batch_size=batch_size,
        epochs=1 + steps // warm_up,
        steps_per_epoch=warm_up,
        callbacks=[clock],
        verbose=0,
    )
    print("batch", batch_size, steps * batch_size, clock.end - clock.start, flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("policy", help="Keras' precision: float32 or mixed_bfloat16")
    parser.add_argument("parameters", type=int, help="how many the network must have")
    parser.add_argument("runs", nargs="+", help="BATCH_SIZE:STEPS_OF_WARM_UP:STEPS")
    options = parser.parse_args()
    print("versions TensorFlow", tf.__version__, "Keras", keras.__version__, flush=True)
    keras.mixed_precision.set_global_policy(options.policy)
    images = np.fromfile(options.folder / "pixels", np.uint8).reshape(-1, 32, 32, 3)
    images = images.astype(np.float32) / 255
    labels = np.fromfile(options.folder / "labels", "<i4")
    for run in options.runs:
        batch_size, warm_up, steps = map(int, run.split(":"))
        measure(images, labels, options.parameters, batch_size, warm_up, steps)


if __name__ == "__main__":
    main()
