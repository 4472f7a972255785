package dev.sightline.trainer.loading;

import dev.sightline.evaluation.arithmetic.Softmax;
import dev.sightline.inference.ImageClassifier;

/** The probabilities of a model that gives logits. */
record SoftmaxOf(ImageClassifier logits, int classes) implements ImageClassifier {
  @Override
  public float[] probabilities(byte[] pixels, int first, int count) {
    float[] values = logits.probabilities(pixels, first, count);
    for (int row = 0; row < count; row++) {
      Softmax.inPlace(values, row * classes, classes);
    }
    return values;
  }
}
