package dev.sightline.trainer.network;

/** What a layer does to its sums. Softmax belongs to a network's last layer and to no other. */
public enum Activation {
  NONE,
  RELU,
  SOFTMAX
}
