package dev.sightline.trainer.data.batch;

/** Room for a copy of one batch, made larger when a batch needs it. For one thread at a time. */
final class BatchBuffer {
  private byte[] pixels = new byte[0];
  private int[] labels = new int[0];
  private int count;

  void copy(Batch batch) {
    if (pixels.length < batch.pixels().length) {
      pixels = new byte[batch.pixels().length];
    }
    if (labels.length < batch.labels().length) {
      labels = new int[batch.labels().length];
    }
    System.arraycopy(batch.pixels(), 0, pixels, 0, batch.pixels().length);
    System.arraycopy(batch.labels(), 0, labels, 0, batch.labels().length);
    count = batch.count();
  }

  /** The batch that was copied last, in this buffer's arrays. */
  Batch batch() {
    return new Batch(pixels, labels, count);
  }
}
