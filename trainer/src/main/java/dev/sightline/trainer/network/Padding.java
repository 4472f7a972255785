package dev.sightline.trainer.network;

/** What a convolution does at the border. TensorFlow's names. */
public enum Padding {
  /** Pads with zeros so that the size stays. */
  SAME,
  /** Takes only squares that lie wholly inside. */
  VALID
}
