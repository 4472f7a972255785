"""Writes what Pillow, NumPy and OpenCV say of images to ../resources/image-statistics.

The tests compare Java with this file; it is kept, so that no build needs Python. To make it anew,
in a virtual environment, with the versions that requirements.txt names:

    pip install -r requirements.txt
    python ask_opencv.py

Same versions, same file: the images are drawn from seeds.

Luma is Pillow's convert("L"), brightness and contrast are NumPy's mean and std of it, sharpness is
the variance of OpenCV's Laplacian of it. OpenCV's own cvtColor takes the same weights in 15 bits
where Pillow takes 16, and so differs from Pillow by one level in some pixels: what follows from its
luma is written beside, to show how little that is.
"""

import base64
import json
from pathlib import Path

import cv2
import numpy as np
import PIL
from PIL import Image

OUT = Path(__file__).parent.parent / "resources" / "image-statistics"
MADE_WITH = {m.__name__: m.__version__ for m in (np, PIL, cv2)}


def of_luma(luma):
    return {
        "brightness": float(luma.mean()),
        "contrast": float(luma.std()),
        "sharpness": float(cv2.Laplacian(luma, cv2.CV_64F).var()),
    }


def case(title, rgb):
    rgb = np.ascontiguousarray(rgb.astype(np.uint8))
    height, width, _ = rgb.shape
    red, green, blue = (float(mean) for mean in rgb.reshape(-1, 3).mean(axis=0))
    return {
        "title": title,
        "height": height,
        "width": width,
        "rgb": base64.b64encode(rgb.tobytes()).decode(),
        "says": {
            **of_luma(np.asarray(Image.fromarray(rgb).convert("L"))),
            "red": red,
            "green": green,
            "blue": blue,
        },
        "opencv_luma": of_luma(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)),
    }


def noise(height, width, seed):
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3))


def smooth(height, width, seed):
    small = noise(4, 4, seed).astype(np.uint8)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)


def checkerboard(height, width):
    board = (np.add.outer(np.arange(height), np.arange(width)) % 2) * 255
    return np.repeat(board[:, :, None], 3, axis=2)


def halves(height, width):
    image = np.zeros((height, width, 3))
    image[:, width // 2 :] = 255
    return image


def flat(height, width, colour):
    return np.full((height, width, 3), colour)


def cases():
    photograph = smooth(32, 32, 7)
    yield case("smooth, as a photograph", photograph)
    yield case("the same, blurred", cv2.GaussianBlur(photograph, (0, 0), 1.5))
    yield case("the same, darkened", photograph * 0.4)
    yield case("the same, of low contrast", 96 + photograph * 0.25)
    yield case("the same, with noise", np.clip(photograph + noise(32, 32, 8) / 4 - 32, 0, 255))
    yield case("noise", noise(32, 32, 1))
    yield case("noise, not square", noise(5, 11, 2))
    yield case("checkerboard: the sharpest image", checkerboard(32, 32))
    yield case("half black, half white: the most contrast", halves(32, 32))
    yield case("black", flat(8, 8, (0, 0, 0)))
    yield case("white", flat(8, 8, (255, 255, 255)))
    yield case("a colour", flat(3, 3, (250, 3, 128)))
    yield case("one pixel", noise(1, 1, 3))
    yield case("one row", noise(1, 9, 4))
    yield case("one column", noise(9, 1, 5))
    yield case("two by two", noise(2, 2, 6))
    yield case("a row longer than what is summed at once", noise(2, 4100, 9))


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(each) for each in cases())
    text = f'{{"made_with": {json.dumps(MADE_WITH)},\n"cases": [\n{lines}\n]}}\n'
    (OUT / "vectors.json").write_text(text, encoding="utf-8")
