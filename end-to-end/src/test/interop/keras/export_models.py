"""Exports small Keras models as people do, and says what each makes of a few images.

usage: export_models.py DIR

Writes DIR/images/*.png (16x16) and a folder for each model: DIR/NAME/saved-model, from
Model.export, and DIR/NAME/probabilities.json, {image: probabilities} by Keras itself.

Besides, DIR/data, a data set of train/<class>/*.png and test/<class>/*.png, and DIR/trained: a
model that was trained on it, DIR/trained/saved-model, and DIR/trained/evaluation.json, its
accuracy and loss on the test images by Keras itself.
"""

import json
import sys
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from keras import layers

SIDE = 16
CLASSES = 4
IMAGES = 8

# In the order of the trained model's output, which is not the alphabet's.
NAMES = ["date", "ash", "cedar", "beech"]


def head(features, activation):
    """Decided outputs without training: large weights in the last layer."""
    kernel = keras.initializers.RandomNormal(stddev=6.0, seed=3)
    return layers.Dense(CLASSES, activation=activation, kernel_initializer=kernel)(features)


def body(pixels):
    x = layers.Conv2D(8, 3, activation="relu")(pixels)
    x = layers.BatchNormalization()(x)
    x = layers.Dropout(0.5)(x)
    return layers.GlobalAveragePooling2D()(x)


def model(dtype, rescaling, activation):
    image = keras.Input((SIDE, SIDE, 3), dtype=dtype)
    pixels = layers.Rescaling(1 / 255)(image) if rescaling else image
    return keras.Model(image, head(body(pixels), activation))


def sequential():
    """No functional graph and no Input layer's name."""
    return keras.Sequential(
        [
            keras.Input((SIDE, SIDE, 3)),
            layers.Rescaling(1 / 127.5, offset=-1),
            layers.Conv2D(4, 3, strides=2, activation="relu"),
            layers.Flatten(),
            layers.Dense(CLASSES, activation="softmax"),
        ]
    )


def write_images(folder):
    """Noise around a colour of its own, so that images differ in more than noise."""
    random = np.random.default_rng(5)
    colours = random.integers(0, 256, (IMAGES, 1, 1, 3))
    noise = random.integers(-40, 41, (IMAGES, SIDE, SIDE, 3))
    images = np.clip(colours + noise, 0, 255).astype(np.uint8)
    folder.mkdir(parents=True)
    for i, image in enumerate(images):
        (folder / f"{i}.png").write_bytes(tf.io.encode_png(image).numpy())
    return images


def write_split(folder, per_class, random):
    """Noise around the colour of the class; every fifth image lies in another class' folder."""
    colours = np.array([[90, 90, 90], [170, 90, 90], [90, 170, 90], [90, 90, 170]])
    classes = np.repeat(np.arange(CLASSES), per_class)
    noise = random.integers(-90, 91, (len(classes), SIDE, SIDE, 3))
    images = np.clip(colours[classes][:, None, None, :] + noise, 0, 255).astype(np.uint8)
    labels = np.where(np.arange(len(classes)) % 5 == 0, (classes + 1) % CLASSES, classes)
    for i, (image, label) in enumerate(zip(images, labels)):
        file = folder / NAMES[label] / f"{i}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(tf.io.encode_png(image).numpy())
    return images.astype(np.float32), labels


def train_and_evaluate(out):
    random = np.random.default_rng(11)
    images, labels = write_split(out / "data" / "train", 60, random)
    test_images, test_labels = write_split(out / "data" / "test", 25, random)
    trained = keras.Sequential(
        [
            keras.Input((SIDE, SIDE, 3)),
            layers.Rescaling(1 / 255),
            layers.Conv2D(8, 3, strides=2, activation="relu"),
            layers.Flatten(),
            layers.Dense(CLASSES),
        ]
    )
    trained.compile(
        optimizer="adam",
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    trained.fit(images, labels, epochs=12, verbose=0)
    loss, accuracy = trained.evaluate(test_images, test_labels, verbose=0)
    trained.export(out / "trained" / "saved-model")
    answer = {"loss": loss, "accuracy": accuracy}
    (out / "trained" / "evaluation.json").write_text(json.dumps(answer))


def main(out):
    keras.utils.set_random_seed(7)
    images = write_images(out / "images")
    # name: the model, what its pixels are multiplied by outside, whether it gives logits
    models = {
        "softmax": (model("float32", True, "softmax"), 1, False),
        "logits": (model("float32", True, None), 1, True),
        "uint8": (model("uint8", True, "softmax"), 1, False),
        "zero-to-one": (model("float32", False, "softmax"), 1 / 255, False),
        "sequential": (sequential(), 1, False),
    }
    for name, (keras_model, scale, logits) in models.items():
        folder = out / name
        folder.mkdir()
        keras_model.export(folder / "saved-model")
        pixels = images if name == "uint8" else images.astype(np.float32) * np.float32(scale)
        outputs = keras_model(pixels, training=False)
        probabilities = (keras.ops.softmax(outputs) if logits else outputs).numpy()
        answers = {str(i): row.tolist() for i, row in enumerate(probabilities)}
        (folder / "probabilities.json").write_text(json.dumps(answers))
    train_and_evaluate(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
