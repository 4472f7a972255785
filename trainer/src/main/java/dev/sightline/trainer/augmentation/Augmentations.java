package dev.sightline.trainer.augmentation;

import java.util.List;

/**
 * Transforms that are applied one after another. Immutable; may be shared between threads.
 *
 * @param inOrder the first is applied first
 */
public record Augmentations(List<Augmentation> inOrder) {
  /** Leaves images as they are. */
  public static final Augmentations NONE = new Augmentations(List.of());

  public Augmentations {
    inOrder = List.copyOf(inOrder);
  }

  public static Augmentations of(Augmentation... inOrder) {
    return new Augmentations(List.of(inOrder));
  }

  /**
   * As {@link Augmentation#apply}, for each in turn.
   *
   * @throws IllegalArgumentException when an image of this size can't be changed so
   */
  public void apply(byte[] pixels, int offset, int height, int width, Draw draw) {
    for (int i = 0; i < inOrder.size(); i++) {
      inOrder.get(i).apply(pixels, offset, height, width, draw);
    }
  }
}
