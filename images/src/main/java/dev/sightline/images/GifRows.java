package dev.sightline.images;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/**
 * How much of an image the JDK's GIF reader found: it returns one whose data end too early without
 * a word, the rest black.
 */
final class GifRows implements IIOReadProgressListener {
  private float percent;

  /** Whether every row of the last image has been found. */
  boolean areComplete() {
    return percent >= 100;
  }

  @Override
  public void imageStarted(ImageReader reader, int image) {
    percent = 0;
  }

  @Override
  public void imageProgress(ImageReader reader, float percent) {
    this.percent = percent;
  }

  @Override
  public void sequenceStarted(ImageReader reader, int from) {}

  @Override
  public void sequenceComplete(ImageReader reader) {}

  @Override
  public void imageComplete(ImageReader reader) {}

  @Override
  public void thumbnailStarted(ImageReader reader, int image, int thumbnail) {}

  @Override
  public void thumbnailProgress(ImageReader reader, float percent) {}

  @Override
  public void thumbnailComplete(ImageReader reader) {}

  @Override
  public void readAborted(ImageReader reader) {}
}
