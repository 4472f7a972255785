"""What Python's TensorFlow makes of exported models: the other side of benchmarks/interop.

usage: saved_model_probabilities.py PIXELS FOLDER…

Loads each SavedModel folder by tf.saved_model.load, calls its signature on the images of the file
PIXELS, uint8 [images, height, width, 3], and writes float32 [images, classes] to the file
FOLDER.probabilities.
"""

import sys

import numpy as np
import tensorflow as tf

BATCH_SIZE = 250


def probabilities(folder, pixels):
    # The signature stays valid only as long as what was loaded.
    loaded = tf.saved_model.load(folder)
    signature = loaded.signatures["serving_default"]
    [(name, spec)] = signature.structured_input_signature[1].items()
    [output] = signature.structured_outputs
    images = pixels.reshape(-1, *spec.shape[1:])
    batches = [images[i : i + BATCH_SIZE] for i in range(0, len(images), BATCH_SIZE)]
    rows = [signature(**{name: tf.constant(batch)})[output].numpy() for batch in batches]
    return np.concatenate(rows)


def main(file, folders):
    print("versions TensorFlow", tf.__version__, flush=True)
    pixels = np.fromfile(file, np.uint8)
    for folder in folders:
        probabilities(folder, pixels).astype("<f4").tofile(folder + ".probabilities")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
